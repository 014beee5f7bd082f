import { createHash } from 'node:crypto'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import { signingKeyCertificateKey } from '../core/record-keys.ts'
import type { SigningKey } from '../core/tenant-model.ts'

/** A public signing key (RFC 7517 4, RFC 7518 6.3.1). */
interface SigningJwk {
  alg: 'RS256'
  kty: 'RSA'
  use: 'sig'
  n: string
  e: string
  kid: string
  /** SHA-1 of the certificate, base64url; like `x5c` absent for a key without one. */
  x5t?: string
  /** The certificate in DER, base64. */
  x5c?: string[]
}

/** The JWK Set of these keys, in their order, each with its certificate. Throws `StoreError`. */
export async function jwksDocument(
  store: TenantReader,
  keys: readonly SigningKey[],
): Promise<{ keys: SigningJwk[] }> {
  if (keys.length === 0) return { keys: [] }
  const certificates = await store.read(keys.map((key) => signingKeyCertificateKey(key.kid)))
  return { keys: keys.map((key, i) => signingJwk(key, certificates[i]?.value.certificate)) }
}

function signingJwk({ n, e, kid }: SigningKey, certificate: string | undefined): SigningJwk {
  const jwk: SigningJwk = { alg: 'RS256', kty: 'RSA', use: 'sig', n, e, kid }
  if (certificate === undefined) return jwk
  return { ...jwk, x5t: sha1(certificate), x5c: [certificate] }
}

/** `x5t` is SHA-1 by definition (RFC 7517 4.8); nothing trusts it. */
function sha1(certificate: string): string {
  return createHash('sha1').update(certificate, 'base64').digest('base64url')
}
