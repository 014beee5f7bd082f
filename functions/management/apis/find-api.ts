import type { ApiProfile } from '../../core/api-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { apiProfileKey, apiRecordKey } from '../../core/record-keys.ts'
import { isApiIdentifier } from '../contract/resource-servers.ts'
import { type Served, servedApiKey } from './served-api-key.ts'

const API_ID = /^[0-9a-f]{24}$/

/** An API by its id or its identifier; an identifier may look like an id. */
export async function findApi(
  store: TenantStore,
  idOrIdentifier: string,
  served: Served,
): Promise<Stored<ApiProfile> | undefined> {
  if (API_ID.test(idOrIdentifier)) {
    const [profile] = await store.read([apiProfileKey(idOrIdentifier)])
    if (profile !== undefined) return profile
  }
  if (!isApiIdentifier(idOrIdentifier)) return undefined
  const [api] = await store.read([apiRecordKey(servedApiKey(idOrIdentifier, served))])
  if (api === undefined) return undefined
  const [profile] = await store.read([apiProfileKey(api.value.id)])
  return profile
}

/** The 404 of an API. */
export function apiNotFound(idOrIdentifier: string): ManagementError {
  return ManagementError.notFound(
    `There is no API (resource server) ${idOrIdentifier.slice(0, 600)}. List them: GET /api/v2/resource-servers`,
    'inexistent_resource_server',
  )
}
