import { readEnablement } from '../../core/hook-enablement.ts'
import type { HookVersion } from '../../core/hook-model.ts'
import { releaseName } from '../../core/hook-names.ts'
import { pinChanges } from '../../core/hook-pin.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { HookDeployer } from '../../core/ports/hook-deployer.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import { deletedHookKey, deploymentKey, hookKey, hookVersionKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { hookNotFound } from './read-hook.ts'

const RECORDS_AT_ONCE = 50

export interface DeleteHookPorts {
  store: TenantStore
  deployer: Pick<HookDeployer, 'remove'>
  secrets: SecretStore
  clock: Clock
}

/**
 * Removes a hook. With the first step it is gone for every caller and every token, its name is
 * free, and a deployment under way has lost its lease; what belonged to it goes after that. A
 * removal that was interrupted is finished by asking again, or by `resumeDeletions`, which a start
 * and whoever makes or removes a hook call. Throws a 404,
 * and a `ConflictError` when its deployment is not as in `deployment`.
 */
export async function deleteHook(
  ports: DeleteHookPorts,
  hookId: string,
  deployment: Change = { remove: deploymentKey(hookId), expect: 'any' },
): Promise<void> {
  const { store, deployer, secrets } = ports
  await retryConflicts(() => markDeleted(ports, hookId, deployment))
  await deployer.remove(hookId)
  await secrets.remove(hookId)
  await removeVersions(store, hookId)
  await store.transact([{ remove: deletedHookKey(hookId), expect: 'any' }])
}

/** Moves the hook's record out of everybody's sight, and clears the pin if it is this hook's. */
async function markDeleted(
  { store, clock }: DeleteHookPorts,
  hookId: string,
  deployment: Change,
): Promise<void> {
  const [stored, deleted] = await store.read([hookKey(hookId), deletedHookKey(hookId)])
  if (stored === undefined) {
    if (deleted === undefined) throw hookNotFound()
    return
  }
  const { value: hook, revision } = stored
  const enablement = await readEnablement(store, hook.triggerId)
  await store.transact([
    { remove: hookKey(hookId), expect: revision },
    { put: deletedHookKey(hookId), value: hook, expect: 'absent' },
    deployment,
    ...(await releaseName(store, hook)),
    ...(await pinChanges(store, enablement, { hook, enabled: false }, clock.now())),
  ])
}

/** Versions and their sources. */
async function removeVersions(store: TenantStore, hookId: string): Promise<void> {
  const { pk } = hookVersionKey(hookId, 0)
  for (;;) {
    const records = await store.list<HookVersion>(pk, { limit: RECORDS_AT_ONCE })
    if (records.length === 0) return
    await store.transact(records.map(({ sk }) => ({ remove: { pk, sk }, expect: 'any' })))
  }
}
