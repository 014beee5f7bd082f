import type { ApiProfile } from '../../core/api-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { apiProfileKey, apiRecordKey, tenantKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { removeGrants } from '../grants/remove-grants.ts'
import { apiKeyOfProfile } from './api-records.ts'
import { refuseSystemApi } from './change-api.ts'
import { findApi } from './find-api.ts'
import type { Served } from './served-api-key.ts'

/**
 * Removes an API with its grants; one that is gone is no error. Throws a 400 for the system API.
 * A removal that was interrupted is finished by asking again.
 */
export async function removeApi(
  store: TenantStore,
  idOrIdentifier: string,
  served: Served,
): Promise<void> {
  await retryConflicts(async () => {
    const profile = await findApi(store, idOrIdentifier, served)
    if (profile === undefined) return
    refuseSystemApi(profile.value, 'deleted')
    const [tenant] = await store.read([tenantKey])
    refuseDefaultAudience(profile.value, tenant?.value.defaultAudience)
    const profileKey = apiProfileKey(profile.value.id)
    const key = apiRecordKey(apiKeyOfProfile(profile.value))
    await removeGrants(store, key.pk, { check: profileKey, expect: profile.revision })
    await store.transact([
      { check: tenantKey, expect: tenant?.revision ?? 'absent' },
      { remove: profileKey, expect: profile.revision },
      { remove: key, expect: 'any' },
    ])
    // Grants that were made meanwhile; from now on none can be.
    await removeGrants(store, key.pk, { check: key, expect: 'absent' })
  })
}

/** Requests that name no audience would be refused without anyone having said so. */
function refuseDefaultAudience({ properties }: ApiProfile, defaultAudience?: string): void {
  if (properties.identifier !== defaultAudience) return
  throw ManagementError.conflict(
    `The API ${defaultAudience} is the default audience. Set another first: PATCH /api/v2/tenants/settings {"default_audience": ""}`,
  )
}
