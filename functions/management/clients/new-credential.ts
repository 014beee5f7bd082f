import type * as v from 'valibot'
import type { ClientCredential } from '../../core/client-model.ts'
import { createClientId } from '../../core/ids.ts'
import { ManagementError } from '../../core/management-error.ts'
import { jwkThumbprint } from '../../core/signing-keys.ts'
import type { createCredentialBody } from '../contract/client-credentials.ts'
import { readCredentialKey } from './read-credential-key.ts'

type CreateCredential = v.InferOutput<typeof createCredentialBody>

/** A credential as its creator described it; `now` in milliseconds since the epoch. Throws a 400. */
export function newCredential(
  { pem, name, alg, kid, expires_at, parse_expiry_from_cert }: CreateCredential,
  now: number,
): ClientCredential {
  const { n, e, certificateEndsAt } = readCredentialKey(pem)
  if (parse_expiry_from_cert && expires_at !== undefined) {
    throw ManagementError.invalidBody(
      "'parse_expiry_from_cert': must not be true when 'expires_at' is given",
    )
  }
  if (parse_expiry_from_cert && certificateEndsAt === undefined) {
    throw ManagementError.invalidBody(
      "'parse_expiry_from_cert': needs a certificate as 'pem', and this is a public key",
    )
  }
  const expiresAt = parse_expiry_from_cert ? certificateEndsAt : expires_at
  if (expiresAt !== undefined && expiresAt <= now) {
    throw ManagementError.invalidBody(
      `'expires_at': must be in the future, and this is ${new Date(expiresAt).toISOString()}`,
    )
  }
  const createdAt = new Date(now).toISOString()
  return {
    id: createCredentialId(),
    name,
    kid: kid ?? jwkThumbprint({ n, e }),
    alg,
    n,
    e,
    createdAt,
    updatedAt: createdAt,
    expiresAt,
  }
}

/** `cred_` and 22 alphanumerics, as the original's. */
function createCredentialId(): string {
  return `cred_${createClientId().slice(0, 22)}`
}
