import type { HookVersion } from '../../core/model.ts'
import type { SecretStore, TenantStore } from '../../core/ports.ts'
import { deletedHookKey, hookKey, hookVersionKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { releaseName } from './hook-names.ts'
import { pinChanges } from './pin-changes.ts'
import { hookNotFound, readEnablement } from './read-hook.ts'

const VERSIONS_AT_ONCE = 20

/**
 * Removes a hook. With the first step it is gone for every caller and every token, and its name is
 * free; what belonged to it goes after that. A removal that was interrupted is finished by asking
 * again. Throws a 404.
 */
export async function deleteHook(
  { store, deployer, secrets }: HookLifecyclePorts & { secrets: SecretStore },
  hookId: string,
): Promise<void> {
  await retryConflicts(() => markDeleted(store, hookId))
  await deployer.remove(hookId)
  await secrets.remove(hookId)
  await removeVersions(store, hookId)
  await store.transact([{ remove: deletedHookKey(hookId), expect: 'any' }])
}

/** Moves the hook's record out of everybody's sight, and clears the pin if it is this hook's. */
async function markDeleted(store: TenantStore, hookId: string): Promise<void> {
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
    ...(await releaseName(store, hook)),
    ...(await pinChanges(store, enablement, { hook, enabled: false })),
  ])
}

async function removeVersions(store: TenantStore, hookId: string): Promise<void> {
  const { pk } = hookVersionKey(hookId, 0)
  for (;;) {
    const versions = await store.list<HookVersion>(pk, { limit: VERSIONS_AT_ONCE })
    if (versions.length === 0) return
    await store.transact(versions.map(({ sk }) => ({ remove: { pk, sk }, expect: 'any' })))
  }
}
