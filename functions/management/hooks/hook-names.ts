import { ManagementError } from '../../core/management-error.ts'
import type { Hook } from '../../core/model.ts'
import type { Change, TenantStore } from '../../core/ports.ts'
import { hookNameKey } from '../../core/record-keys.ts'

/** Whose name this is; undefined when it is free. */
export async function findHookByName(
  store: TenantStore,
  name: string,
): Promise<string | undefined> {
  const [known] = await store.read([hookNameKey(name)])
  return known?.value.hookId
}

/** Takes a name for a hook. Throws a 409 when another hook has it. */
export async function claimName(
  store: TenantStore,
  { id, name }: Pick<Hook, 'id' | 'name'>,
): Promise<Change[]> {
  const owner = await findHookByName(store, name)
  if (owner === id) return []
  if (owner !== undefined) {
    throw ManagementError.conflict(`A hook with the name '${name}' already exists (${owner})`)
  }
  return [{ put: hookNameKey(name), value: { hookId: id }, expect: 'absent' }]
}

/** Gives a hook's name back; to be written with the hook, whose revision shows that it is still its own. */
export async function releaseName(
  store: TenantStore,
  { id, name }: Pick<Hook, 'id' | 'name'>,
): Promise<Change[]> {
  const owner = await findHookByName(store, name)
  return owner === id ? [{ remove: hookNameKey(name), expect: 'any' }] : []
}
