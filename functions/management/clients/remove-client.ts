import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { clientKey, clientProfileKey, grantKey, SYSTEM_API } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { removeGrants } from '../grants/remove-grants.ts'

/**
 * Removes a client with its grants; one that is gone is no error. Its tokens stop being issued with
 * the first step, and a removal that was interrupted is finished by asking again.
 * Throws a 409 for the last client that may manage grants.
 */
export async function removeClient(store: TenantStore, clientId: string): Promise<void> {
  const key = clientKey(clientId)
  await retryConflicts(async () => {
    const [client] = await store.read([key])
    if (client !== undefined) {
      await removeGrants(store, key.pk, { check: key, expect: client.revision })
      await store.transact([
        { check: grantKey(clientId, SYSTEM_API), expect: 'absent' },
        { remove: key, expect: client.revision },
        { remove: clientProfileKey(clientId), expect: 'any' },
      ])
    }
    // Grants that were made meanwhile; from now on none can be.
    await removeGrants(store, key.pk, { check: key, expect: 'absent' })
  })
}
