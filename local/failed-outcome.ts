import type { HookFailureCause, HookOutcome } from '../hooks/runtime/contract.ts'

/** The outcome of an event whose process could not answer for itself. */
export function failedOutcome(
  cause: HookFailureCause,
  message: string,
  durationMs: number,
): HookOutcome {
  return {
    kind: 'failed',
    cause,
    error: { name: 'Error', message },
    durationMs: Math.round(durationMs * 1000) / 1000,
    console: [],
    consoleDropped: 0,
    pending: [],
  }
}
