import { tenantKey } from '../functions/core/record-keys.ts'
import type { Tenant } from '../functions/core/tenant-model.ts'
import { changeIssuer } from '../functions/management/tenant/change-issuer.ts'
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
  const tenant = issuer === known.issuer ? known : await changeIssuer(ports.store, issuer)
  return { tenant, isNew: false }
}

async function readTenant({ store }: LocalTenant['ports']): Promise<Tenant | undefined> {
  const [tenant] = await store.read([tenantKey])
  return tenant?.value
}
