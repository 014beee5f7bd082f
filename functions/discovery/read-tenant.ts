import type { TenantReader } from '../core/ports/tenant-store.ts'
import { tenantKey } from '../core/record-keys.ts'
import type { Tenant } from '../core/tenant-model.ts'

/** The server runs, but its first start has not yet written the tenant. */
export class TenantNotReady extends Error {
  override name = 'TenantNotReady'
}

/** Reads the tenant. Throws `TenantNotReady`, or `StoreError` of the store. */
export async function readTenant(store: TenantReader): Promise<Tenant> {
  const [tenant] = await store.read([tenantKey])
  if (tenant === undefined) throw new TenantNotReady('The tenant is not set up yet')
  return tenant.value
}
