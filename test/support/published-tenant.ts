import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import { signingKeyCertificateKey, tenantKey } from '../../functions/core/record-keys.ts'
import { jwkThumbprint } from '../../functions/core/signing-keys.ts'
import type { SigningKey, Tenant } from '../../functions/core/tenant-model.ts'
import { MemoryTenantStore } from './memory-tenant-store.ts'

/** A key of the tenant with its certificate, as they would be stored. */
export interface MadeKey {
  key: SigningKey
  /** DER, base64. */
  certificate: string
}

/** Makes a key; `times` say its state. */
export async function makeSigningKey(
  keys: SigningKeys,
  times: Partial<SigningKey> = {},
): Promise<MadeKey> {
  const { certificate, ...made } = await keys.create('tenant.example.com')
  return {
    key: { kid: jwkThumbprint(made), createdAt: 0, ...made, ...times },
    certificate: Buffer.from(certificate).toString('base64'),
  }
}

/** A store with the tenant `https://tenant.example.com/` and these keys. */
export async function storeWithKeys(keys: MadeKey[]): Promise<MemoryTenantStore> {
  const store = new MemoryTenantStore()
  const tenant: Tenant = {
    name: 'tenant',
    issuer: 'https://tenant.example.com/',
    hosts: [],
    oauthErrors: 'auth0',
    privateClaims: false,
    hookOnManagementApi: false,
    signingKeys: keys.map(({ key }) => key),
  }
  await store.transact([
    { put: tenantKey, value: tenant, expect: 'absent' },
    ...keys.map(({ key: { kid }, certificate }) => ({
      put: signingKeyCertificateKey(kid),
      value: { kid, certificate },
      expect: 'absent' as const,
    })),
  ])
  return store
}
