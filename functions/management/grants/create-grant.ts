import type { GrantProfile } from '../../core/api-model.ts'
import { createGrantId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { type ApiKey, apiRecordKey, clientKey, grantKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { apiNotFound } from '../apis/find-api.ts'
import { checkRecordSize } from '../check-record-size.ts'
import { grantProfile, putGrant } from './grant-records.ts'

/** Grants a client scopes of an API. Throws a 404 without one of them, a 409 when it has a grant. */
export async function createGrant(
  store: TenantStore,
  asked: { clientId: string; api: ApiKey; audience: string },
  properties: { scope: string[] } & JsonObject,
): Promise<GrantProfile> {
  checkRecordSize(properties)
  const { clientId, api, audience } = asked
  const place = { id: createGrantId(), ...asked }
  const keys = [clientKey(clientId), apiRecordKey(api), grantKey(clientId, api)] as const
  return retryConflicts(async () => {
    const [client, resource, known] = await store.read(keys)
    if (client === undefined) {
      throw ManagementError.notFound(
        `'client_id': there is no client ${clientId}. List them: GET /api/v2/clients`,
        'inexistent_client',
      )
    }
    if (resource === undefined) throw apiNotFound(audience)
    if (known !== undefined) {
      throw ManagementError.conflict(
        `The client ${clientId} already has a grant for ${audience}: ${known.value.id}. Change its scope: PATCH /api/v2/client-grants/${known.value.id}`,
      )
    }
    await store.transact([
      ...putGrant(place, properties, 'absent'),
      // Neither may be removed at the same time: the grant would outlive it.
      { check: keys[0], expect: client.revision },
      { check: keys[1], expect: resource.revision },
    ])
    return grantProfile(place, properties)
  })
}
