import { applyChange, needsVersion } from '../../core/hook-change.ts'
import { checkDeployment, isUnderWay } from '../../core/hook-deployment.ts'
import { isEnabled, readEnablement } from '../../core/hook-enablement.ts'
import type { Deployment, Hook, HookChange } from '../../core/hook-model.ts'
import { renameChanges } from '../../core/hook-names.ts'
import { isRunning } from '../../core/hook-triggers.ts'
import { writeHook } from '../../core/hook-write.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Stored } from '../../core/ports/tenant-store.ts'
import { deploymentKey, hookVersionKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { answerDeployment } from './answer-deployment.ts'
import { BUSY, beginDeployment, whenFree } from './begin-deployment.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import type { HookAnswer } from './read-answer.ts'
import { readHook } from './read-hook.ts'

/**
 * Changes a hook: in one transaction, or, when it needs a new version, with a deployment, all at
 * its end. With `ifMatch` only when that is the current version, or the revision of a hook that has
 * no versions: else throws a 412, and nothing changes. Throws a 404, a 409 while another deployment is under way, `HookNameTaken`,
 * `HookBuildError`.
 */
export async function updateHook(
  ports: HookLifecyclePorts,
  hookId: string,
  change: HookChange,
  ifMatch?: number,
): Promise<HookAnswer> {
  const deadline = performance.now() + ports.deploymentWaitMs
  const { value: known } = await readHook(ports.store, hookId)
  if (change.script !== undefined && isRunning(known)) {
    await ports.builder.checkSyntax(change.script)
  }
  const attempt = () => retryConflicts(() => takeStep(ports, hookId, change, ifMatch))
  const step = await whenFree(attempt, deadline)
  if ('hook' in step) return step
  const wanted = ({ hook, enabled }: HookAnswer) => ({
    hook: applyChange(hook, change),
    enabled: change.enabled ?? enabled,
  })
  return answerDeployment(ports, step, wanted, deadline)
}

/** Writes the change, or begins the deployment that it needs. */
async function takeStep(
  { store, deployer, clock }: HookLifecyclePorts,
  hookId: string,
  change: HookChange,
  ifMatch: number | undefined,
): Promise<HookAnswer | Deployment | typeof BUSY> {
  const before = await readHook(store, hookId)
  const [deployment] = await store.read([deploymentKey(hookId)])
  const after = applyChange(before.value, change)
  const also = await renameChanges(store, before.value, after)
  const enables = change.enabled === true && !(await isEnabledNow())
  if (isUnderWay(deployment?.value, clock.now()) && (enables || hasCode(change))) {
    if (!hasCode(change)) throw notYetEnabled()
    if (enables || needsVersion(before.value, change)) return BUSY
  }
  if (ifMatch !== undefined) checkMatch(before, ifMatch)
  if (needsVersion(before.value, change)) {
    return beginDeployment(store, before, { kind: 'save', change }, clock.now())
  }
  if (enables) {
    await refuseGone(store, deployer, before.value)
    also.push(checkDeployment(hookId, deployment))
  }
  const { enabled } = change
  return writeHook(store, { before, after, enabled, also }, clock.now())

  async function isEnabledNow(): Promise<boolean> {
    return isEnabled(await readEnablement(store, before.value.triggerId), before.value)
  }
}

/** What is not there must not become what every token waits for. */
async function refuseGone(
  store: HookLifecyclePorts['store'],
  deployer: HookLifecyclePorts['deployer'],
  { id, version }: Hook,
): Promise<void> {
  const [current] = await store.read([hookVersionKey(id, version)])
  if (current === undefined || (await deployer.isDeployed(current.value))) return
  throw ManagementError.conflict(
    `Version ${version} of the hook is not deployed any more. Build it again, and enable it then: POST /api/v2/hooks/${id}/versions/${version}/rebuild`,
  )
}

function hasCode({ script, dependencies }: HookChange): boolean {
  return script !== undefined || dependencies !== undefined
}

function checkMatch({ value: hook, revision }: Stored<Hook>, wanted: number): void {
  const [what, current] = isRunning(hook)
    ? ['current version', hook.version]
    : ['revision', revision]
  if (current === wanted) return
  throw ManagementError.preconditionFailed(
    `The hook's ${what} is ${current}, not ${wanted}: somebody else has saved it since. Read it, and decide which to keep.`,
  )
}

function notYetEnabled(): ManagementError {
  return ManagementError.conflict(
    'A version of the hook is being deployed. Wait until GET /api/v2/hooks/{id} shows no deployment, and enable it then.',
  )
}
