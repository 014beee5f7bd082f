import { ConflictError } from '../../core/errors.ts'
import type { Deployment, Hook } from '../../core/hook-model.ts'
import { claimName } from '../../core/hook-names.ts'
import { isRunning } from '../../core/hook-triggers.ts'
import { writeHook } from '../../core/hook-write.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import { deploymentKey, hookKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { recordDeployment } from './begin-deployment.ts'
import { deleteHook } from './delete-hook.ts'
import { finishDeployment } from './finish-deployment.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { type HookAnswer, readAnswer } from './read-answer.ts'

/** What its owner writes of a hook. */
export type NewHook = Omit<Hook, 'version' | 'latestVersion'>

/**
 * Saves a new hook. One that runs here is recorded at once with its deployment, and removed again
 * when that fails while the caller waits. Throws `HookNameTaken` and `HookBuildError`.
 */
export async function createHook(
  ports: HookLifecyclePorts & { secrets: SecretStore },
  source: NewHook,
  enabled: boolean,
): Promise<HookAnswer> {
  const { store, clock, builder, deploymentWaitMs } = ports
  const hook: Hook = { ...source, version: 0, latestVersion: 0 }
  if (!isRunning(source)) {
    return retryConflicts(async () => {
      const also = await claimName(store, hook)
      return writeHook(store, { before: undefined, after: hook, enabled, also }, clock.now())
    })
  }
  const deadline = performance.now() + deploymentWaitMs
  await builder.checkSyntax(source.script)
  const begun = await retryConflicts(async () =>
    recordNewHook(store, hook, enabled, clock.now(), await claimName(store, hook)),
  )
  const end = await finishDeployment(ports, begun, deadline)
  if (end.kind === 'failed') {
    if (end.record !== undefined) await removeAgain(ports, hook.id, end.record.revision)
    throw end.error
  }
  if (end.kind === 'under-way') return { hook, enabled, deployment: end.deployment }
  return readAnswer(store, hook.id)
}

/** A hook without a version yet, and the deployment of its first one. */
export async function recordNewHook(
  store: TenantStore,
  hook: Hook,
  enabled: boolean,
  now: number,
  also: Change[],
): Promise<Deployment> {
  const goal = { kind: 'save', change: { enabled } } as const
  const { deployment, change } = recordDeployment(hook.id, goal, now)
  await store.transact([{ put: hookKey(hook.id), value: hook, expect: 'absent' }, change, ...also])
  return deployment
}

/** Unless somebody has saved it anew since. */
async function removeAgain(
  ports: HookLifecyclePorts & { secrets: SecretStore },
  hookId: string,
  revision: number,
): Promise<void> {
  const unchanged: Change = { remove: deploymentKey(hookId), expect: revision }
  try {
    await deleteHook(ports, hookId, unchanged)
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
  }
}
