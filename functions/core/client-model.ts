import type { JsonObject } from './json.ts'

/** An application as the token path reads it. */
export interface Client {
  clientId: string
  name: string
  grantTypes: string[]
  /** At most two: the second one lives during a rotation. */
  secrets: ClientSecret[]
  /** Keys for `private_key_jwt`, at most two. */
  credentials: ClientCredential[]
  /** Whether only `private_key_jwt` proves it: its secrets are kept, and not taken. */
  assertionOnly?: boolean
  /** `client_metadata`, given to hooks. */
  metadata: Record<string, string>
}

/** A client secret at rest. */
export interface ClientSecret {
  /** SHA-256 of the secret, base64url. */
  digest: string
  /** Milliseconds since the epoch; absent while the secret does not end. */
  retiresAt?: number
}

/** A public key with which a client signs its assertions (RFC 7523). */
export interface ClientCredential {
  id: string
  name: string
  /** RFC 7638 thumbprint, unless its creator gave another. */
  kid: string
  alg: 'RS256' | 'RS384' | 'PS256'
  /** RSA modulus and exponent, base64url. */
  n: string
  e: string
  /** ISO 8601. */
  createdAt: string
  updatedAt: string
  /** Milliseconds since the epoch; absent while the key does not end. */
  expiresAt?: number | undefined
}

/** All that callers see of an application but its id. The token path's record follows from it. */
export interface ClientProfile {
  clientId: string
  /** In the names of the wire, unknown ones included. */
  properties: JsonObject
}
