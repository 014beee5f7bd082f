import { HookNameTaken } from './errors.ts'
import type { Hook } from './hook-model.ts'
import type { Change, TenantStore } from './ports/tenant-store.ts'
import { hookNameKey } from './record-keys.ts'

type Named = Pick<Hook, 'id' | 'name'>

/** Whose name this is; undefined when it is free. */
export async function findHookByName(
  store: TenantStore,
  name: string,
): Promise<string | undefined> {
  const [known] = await store.read([hookNameKey(name)])
  return known?.value.hookId
}

/** Takes a name for a hook. Throws `HookNameTaken` when another hook has it. */
export async function claimName(store: TenantStore, { id, name }: Named): Promise<Change[]> {
  const owner = await findHookByName(store, name)
  if (owner === id) return []
  if (owner !== undefined) throw new HookNameTaken(name, owner)
  return [{ put: hookNameKey(name), value: { hookId: id }, expect: 'absent' }]
}

/** Gives a hook's name back; to be written with the hook, whose revision shows that it is still its own. */
export async function releaseName(store: TenantStore, { id, name }: Named): Promise<Change[]> {
  const owner = await findHookByName(store, name)
  return owner === id ? [{ remove: hookNameKey(name), expect: 'any' }] : []
}

/** Takes a hook's new name and gives the old one back. Throws `HookNameTaken`. */
export async function renameChanges(
  store: TenantStore,
  before: Named,
  after: Named,
): Promise<Change[]> {
  if (before.name === after.name) return []
  return [...(await claimName(store, after)), ...(await releaseName(store, before))]
}
