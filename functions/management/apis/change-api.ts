import type { ApiProfile } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { apiProfileKey, apiRecordKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { checkRecordSize } from '../check-record-size.ts'
import { API_DEFAULTS } from '../contract/api-defaults.ts'
import { mergeProperties } from '../merge-properties.ts'
import { apiKeyOfProfile, projectApi } from './api-records.ts'
import { apiNotFound, findApi } from './find-api.ts'
import type { Served } from './served-api-key.ts'

/** Writes both records of an API, in one transaction. Throws a 404, and a 400 for the system API. */
export async function changeApi(
  store: TenantStore,
  idOrIdentifier: string,
  changes: JsonObject,
  served: Served,
): Promise<ApiProfile> {
  return retryConflicts(async () => {
    const profile = await findApi(store, idOrIdentifier, served)
    if (profile === undefined) throw apiNotFound(idOrIdentifier)
    refuseSystemApi(profile.value, 'changed')
    const { id, properties } = profile.value
    const merged = mergeProperties(properties, changes)
    const after: ApiProfile = {
      id,
      properties: { ...structuredClone(API_DEFAULTS), ...merged },
    }
    checkRecordSize(after.properties)
    await store.transact([
      { put: apiProfileKey(id), value: after, expect: profile.revision },
      { put: apiRecordKey(apiKeyOfProfile(after)), value: projectApi(after), expect: 'any' },
    ])
    return after
  })
}

/** Throws a 400: nothing but the server itself decides about the Management API. */
export function refuseSystemApi({ properties }: ApiProfile, verb: 'changed' | 'deleted'): void {
  if (properties.is_system !== true) return
  throw ManagementError.badRequest(
    `${properties.identifier} is the Management API (is_system) and cannot be ${verb}. Its scopes are granted with POST /api/v2/client-grants`,
  )
}
