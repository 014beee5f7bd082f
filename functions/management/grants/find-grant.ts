import type { GrantProfile } from '../../core/api-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { grantProfileKey } from '../../core/record-keys.ts'

const GRANT_ID = /^cgr_[A-Za-z0-9]{1,64}$/

/** A grant by its id. */
export async function findGrant(
  store: TenantStore,
  id: string,
): Promise<Stored<GrantProfile> | undefined> {
  if (!GRANT_ID.test(id)) return undefined
  const [profile] = await store.read([grantProfileKey(id)])
  return profile
}

/** The 404 of a grant. */
export function grantNotFound(id: string): ManagementError {
  return ManagementError.notFound(
    `There is no grant ${id.slice(0, 64)}. List them: GET /api/v2/client-grants`,
    'inexistent_client_grant',
  )
}
