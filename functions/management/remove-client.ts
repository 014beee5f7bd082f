import type { TenantStore } from '../core/ports.ts'
import { clientKey, clientProfileKey } from '../core/record-keys.ts'
import { keepAnAdmin } from './keep-an-admin.ts'
import { removeGrants } from './remove-grants.ts'

/**
 * Removes a client with its grants; one that is gone is no error. Its tokens stop being issued with
 * the first step, and a removal that was interrupted is finished by asking again.
 */
export async function removeClient(store: TenantStore, clientId: string): Promise<void> {
  await keepAnAdmin(store, clientId)
  await removeGrants(store, clientKey(clientId).pk)
  await store.transact([
    { remove: clientKey(clientId), expect: 'any' },
    { remove: clientProfileKey(clientId), expect: 'any' },
  ])
}
