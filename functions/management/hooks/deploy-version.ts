import { isRunning } from '../../core/hook-triggers.ts'
import { ManagementError } from '../../core/management-error.ts'
import { hookSourceKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { answerDeployment } from './answer-deployment.ts'
import { beginDeployment, whenFree } from './begin-deployment.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import type { HookAnswer } from './read-answer.ts'
import { readHook } from './read-hook.ts'
import { readVersion } from './read-version.ts'

/**
 * Makes an earlier version the hook's current one, which runs when the hook is enabled, or only
 * builds it again. Throws a 404, a 400 for a hook that does not run here, a 409 while another
 * deployment is under way, `HookBuildError`.
 */
export async function deployVersion(
  ports: HookLifecyclePorts,
  hookId: string,
  number: string,
  kind: 'deploy' | 'rebuild',
): Promise<HookAnswer> {
  const { store, clock, deploymentWaitMs } = ports
  const deadline = performance.now() + deploymentWaitMs
  const begin = async () => {
    const hook = await readHook(store, hookId)
    refuseInert(hook.value)
    const { version } = await readVersion(store, hookId, number)
    return beginDeployment(store, hook, { kind, version: version.version }, clock.now())
  }
  const begun = await whenFree(() => retryConflicts(begin), deadline)
  const [source] = await store.read([hookSourceKey(hookId, Number(number))])
  const wanted = (now: HookAnswer): HookAnswer => {
    if (kind === 'rebuild' || source === undefined) return now
    const { script, dependencies } = source.value
    return { ...now, hook: { ...now.hook, script, dependencies } }
  }
  return answerDeployment(ports, begun, wanted, deadline)
}

function refuseInert(hook: { triggerId: string }): void {
  if (isRunning(hook)) return
  throw ManagementError.badRequest(
    `Hooks of the trigger ${hook.triggerId} do not run here and have no versions.`,
  )
}
