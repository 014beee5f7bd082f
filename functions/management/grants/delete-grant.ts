import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { findGrant } from './find-grant.ts'
import { placeOfGrant, removeGrant } from './grant-records.ts'
import { keepAnAdmin } from './keep-an-admin.ts'

/** Removes a grant; one that is gone is no error. Throws a 409 when nobody could manage grants afterwards. */
export async function deleteGrant(store: TenantStore, id: string): Promise<void> {
  await retryConflicts(async () => {
    const profile = await findGrant(store, id)
    if (profile === undefined) return
    const checks = await keepAnAdmin(store, profile.value)
    await store.transact([...removeGrant(placeOfGrant(profile.value), profile.revision), ...checks])
  })
}
