import type { HookOutcome } from '../../../hooks/runtime/contract.ts'

/** One event on its way through a version's pool. Exactly one of `resolve`, `reject` is called. */
export interface HookJob {
  /** The event as JSON. */
  event: string
  /** How long it may wait for a process, and again how long it may run there. */
  limitMs: number
  /** When it came, on the monotonic clock. */
  queuedAt: number
  resolve: (outcome: HookOutcome) => void
  reject: (error: Error) => void
}
