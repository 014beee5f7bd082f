import type { Tenant } from '../../core/tenant-model.ts'

/** One DynamoDB read unit, with a margin for how attributes are counted: every token reads it. */
const MAX_TENANT_BYTES = 4000
/** What enabling a hook adds. */
const PIN_BYTES = 450

/** How many bytes the tenant's record may still grow; negative when it is too large. */
export function tenantRoomBytes(tenant: Tenant): number {
  const reserved = tenant.hook === undefined ? PIN_BYTES : 0
  return MAX_TENANT_BYTES - reserved - Buffer.byteLength(JSON.stringify(tenant))
}
