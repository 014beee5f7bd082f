import type { Deployment } from '../../core/hook-model.ts'
import type { JsonObject } from '../../core/json.ts'
import type { DeploymentAnswer } from '../contract/answers.ts'
import type { HookAnswer } from './read-answer.ts'

/** A hook as callers see it: the original's properties, and ours where they are set. */
export function showHook({ hook, enabled, deployment }: HookAnswer): JsonObject {
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
    ...(deployment !== undefined && { deployment: showDeployment(deployment) }),
  }
}

/** A deployment as callers see it. */
export function showDeployment({ id, phase, error }: Deployment): DeploymentAnswer & JsonObject {
  if (error === undefined) return { id, phase }
  const { message, line, column } = error
  return {
    id,
    phase,
    error: {
      message,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    },
  }
}
