import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { apiProfileKey, apiRecordKey, SYSTEM_API, tenantKey } from '../../core/record-keys.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { Tenant } from '../../core/tenant-model.ts'
import { projectApi } from '../apis/api-records.ts'

/**
 * Gives the tenant another issuer. The system API's identifier names it too; what verifies tokens
 * of the old issuer refuses those of the new one, and the other way round.
 */
export async function changeIssuer(store: TenantStore, issuer: string): Promise<Tenant> {
  const [tenant, system] = await store.read([tenantKey, apiRecordKey(SYSTEM_API)])
  if (tenant === undefined || system === undefined) throw new Error('The tenant is incomplete')
  const profileKey = apiProfileKey(system.value.id)
  const [profile] = await store.read([profileKey])
  if (profile === undefined) throw new Error('The Management API has no profile')
  const value = { ...tenant.value, issuer }
  const identifier = systemApiIdentifier(issuer)
  const after = { ...profile.value, properties: { ...profile.value.properties, identifier } }
  await store.transact([
    { put: tenantKey, value, expect: tenant.revision },
    { put: apiRecordKey(SYSTEM_API), value: projectApi(after), expect: system.revision },
    { put: profileKey, value: after, expect: profile.revision },
  ])
  return value
}
