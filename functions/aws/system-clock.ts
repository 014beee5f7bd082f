import type { Clock } from '../core/ports.ts'

/** The time of Lambda's machine. */
export const systemClock: Clock = { now: () => Date.now() }
