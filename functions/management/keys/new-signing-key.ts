import type { SigningKeys } from '../../core/ports/signing-keys.ts'
import type { Change } from '../../core/ports/tenant-store.ts'
import { signingKeyCertificateKey } from '../../core/record-keys.ts'
import { jwkThumbprint } from '../../core/signing-keys.ts'
import type { SigningKey } from '../../core/tenant-model.ts'

/** A key that exists but is not yet the tenant's, and the record of its certificate. */
export interface NewSigningKey {
  key: SigningKey
  changes: Change[]
}

/**
 * Makes a key with a certificate in the issuer's name; `now` in milliseconds since the epoch.
 * Records nothing: whoever fails to write the changes leaves an unused key behind.
 */
export async function newSigningKey(
  keys: SigningKeys,
  issuer: string,
  now: number,
): Promise<NewSigningKey> {
  const { keyRef, n, e, certificate } = await keys.create(new URL(issuer).hostname)
  const key: SigningKey = { kid: jwkThumbprint({ n, e }), keyRef, n, e, createdAt: now }
  const value = { kid: key.kid, certificate: Buffer.from(certificate).toString('base64') }
  return { key, changes: [{ put: signingKeyCertificateKey(key.kid), value, expect: 'absent' }] }
}
