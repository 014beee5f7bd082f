import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'

/** Of V8's old generation, in a process with a hook: what its own function, of 256 MB, leaves for it. */
export const HOOK_HEAP_MB = 192

/**
 * How long a process may take for an event until it is killed; `graceMs` comes on top of the
 * event's own limit.
 */
export function processLimitMs(
  event: { timeoutMs: number; afterCallbackMs: number },
  graceMs: number,
): number {
  const callerMs = Math.min(event.timeoutMs + graceMs, HOOK_LIMITS.callerDeadlineMs)
  return callerMs + event.afterCallbackMs
}
