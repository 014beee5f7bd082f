import type { Tenant } from '../functions/core/model.ts'
import {
  apiProfileKey,
  apiRecordKey,
  SYSTEM_API,
  tenantKey,
} from '../functions/core/record-keys.ts'
import { systemApiIdentifier } from '../functions/core/system-api.ts'
import { projectApi } from '../functions/management/api-records.ts'
import { writeFirstCredentials } from './first-credentials.ts'
import type { LocalTenant } from './open-local-tenant.ts'
import { createFirstCredentials, seedTenant } from './seed.ts'

/**
 * The folder's tenant, made at the first start with `defaultIssuer`. The issuer is stored, since
 * tokens name it: a later start changes it only when `issuer` says so.
 */
export async function prepareTenant(
  { dataDir, ports }: LocalTenant,
  issuers: { issuer: string | undefined; defaultIssuer: string },
): Promise<{ tenant: Tenant; isNew: boolean }> {
  const known = await readTenant(ports)
  if (known === undefined) {
    const credentials = createFirstCredentials()
    await writeFirstCredentials(dataDir, credentials)
    await seedTenant(ports, issuers.issuer ?? issuers.defaultIssuer, credentials)
    const tenant = await readTenant(ports)
    if (tenant === undefined) throw new Error('The tenant that was just made cannot be read')
    return { tenant, isNew: true }
  }
  const { issuer = known.issuer } = issuers
  const tenant = issuer === known.issuer ? known : await changeIssuer(ports, issuer)
  return { tenant, isNew: false }
}

async function readTenant({ store }: LocalTenant['ports']): Promise<Tenant | undefined> {
  const [tenant] = await store.read([tenantKey])
  return tenant?.value
}

/** The Management API's identifier names the issuer too; tokens for the old one end with the change. */
async function changeIssuer({ store }: LocalTenant['ports'], issuer: string): Promise<Tenant> {
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
