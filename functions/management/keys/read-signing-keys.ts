import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { signingKeyCertificateKey, tenantKey } from '../../core/record-keys.ts'
import type { SigningKey, SigningKeyCertificate, Tenant } from '../../core/tenant-model.ts'

/** More than there ever are: `changeSigningKeys` removes the oldest. */
const MOST_RECORDS = 100

export interface SigningKeyRecords {
  tenant: Stored<Tenant>
  /** The keys that the tenant lists, then those it no longer does, the last to end first. */
  keys: SigningKey[]
  /** By `kid`. */
  certificates: Map<string, Stored<SigningKeyCertificate>>
}

/** Every signing key that is remembered. */
export async function readSigningKeys(store: TenantStore): Promise<SigningKeyRecords> {
  const [tenant] = await store.read([tenantKey])
  if (tenant === undefined) throw new Error('The tenant is not set up yet')
  const { pk } = signingKeyCertificateKey('')
  const records = await store.list<SigningKeyCertificate>(pk, { limit: MOST_RECORDS })
  const listed = tenant.value.signingKeys
  const ended = records
    .flatMap(({ value }) => value.ended ?? [])
    .filter(({ kid }) => !listed.some((key) => key.kid === kid))
    .sort(byEnd)
  return {
    tenant,
    keys: [...listed, ...ended],
    certificates: new Map(records.map((record) => [record.value.kid, record])),
  }
}

/** The last to end first. */
export function byEnd(a: SigningKey, b: SigningKey): number {
  return endOf(b) - endOf(a)
}

function endOf({ revokedAt, previousSince, createdAt }: SigningKey): number {
  return revokedAt ?? previousSince ?? createdAt
}
