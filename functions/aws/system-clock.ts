import type { Clock } from '../core/ports/clock.ts'

/** The time of Lambda's machine. */
export const systemClock: Clock = { now: () => Date.now() }
