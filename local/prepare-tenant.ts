import type { Tenant } from '../functions/core/model.ts'
import { apiRecordKey, SYSTEM_API, tenantKey } from '../functions/core/record-keys.ts'
import { systemApiIdentifier } from '../functions/core/system-api.ts'
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

async function changeIssuer({ store }: LocalTenant['ports'], issuer: string): Promise<Tenant> {
  const systemKey = apiRecordKey(SYSTEM_API)
  const [tenant, system] = await store.read([tenantKey, systemKey])
  if (tenant === undefined || system === undefined) throw new Error('The tenant is incomplete')
  const value = { ...tenant.value, issuer }
  const identifier = systemApiIdentifier(issuer)
  await store.transact([
    { put: tenantKey, value, expect: tenant.revision },
    { put: systemKey, value: { ...system.value, identifier }, expect: system.revision },
  ])
  return value
}
