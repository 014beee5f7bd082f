import type { JsonObject } from '../../core/json.ts'
import type { Hook } from '../../core/model.ts'

/** A hook as callers see it: the original's properties, and ours where they are set. */
export function showHook(hook: Hook, enabled: boolean): JsonObject {
  const { id, name, script, dependencies, triggerId, timeoutMs, afterCallbackMs } = hook
  return {
    id,
    name,
    script,
    dependencies,
    triggerId,
    enabled,
    ...(timeoutMs !== undefined && { timeout_ms: timeoutMs }),
    ...(afterCallbackMs !== undefined && { after_callback_ms: afterCallbackMs }),
  }
}
