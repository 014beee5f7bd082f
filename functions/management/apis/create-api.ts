import type { ApiProfile } from '../../core/api-model.ts'
import { createApiId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { apiRecordKey, SYSTEM_API } from '../../core/record-keys.ts'
import { checkRecordSize } from '../check-record-size.ts'
import { removeGrants } from '../grants/remove-grants.ts'
import { newApi } from './api-records.ts'
import { type Served, servedApiKey } from './served-api-key.ts'

/** Makes an API; throws a 409 when its identifier is reserved or taken. */
export async function createApi(
  store: TenantStore,
  given: JsonObject & { identifier: string },
  served: Served,
): Promise<ApiProfile> {
  const { identifier } = given
  if (servedApiKey(identifier, served) === SYSTEM_API) {
    throw ManagementError.conflict(
      `'identifier': ${identifier} is reserved for the Management API of this tenant. Choose another one`,
    )
  }
  const taken = `'identifier': an API (resource server) with the identifier ${identifier} already exists. Change it: PATCH /api/v2/resource-servers/${encodeURIComponent(identifier)}`
  const key = apiRecordKey(identifier)
  const { changes, profile } = newApi(createApiId(), given)
  checkRecordSize(profile.properties)
  const [known] = await store.read([key])
  if (known !== undefined) throw ManagementError.conflict(taken)
  // Whatever an interrupted removal left must not be granted anew.
  await removeGrants(store, key.pk, { check: key, expect: 'absent' })
  await store.transact(changes).catch(ManagementError.onConflict(taken))
  return profile
}
