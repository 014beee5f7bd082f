import type { PinnedHook } from './hook-model.ts'
import type { JsonObject } from './json.ts'

/** How refused exchanges are worded: as the original did, or as RFC 6749 says. */
export type ErrorDialect = 'auth0' | 'rfc6749'

/** The tenant as the token path reads it: small and bounded (one DynamoDB read unit, 4,000 bytes). */
export interface Tenant {
  name: string
  /** `https://{host}/`, always with the trailing slash; `http://` only for a local tenant without TLS. */
  issuer: string
  /** Hosts besides the issuer's under which the tenant is served. */
  hosts: string[]
  defaultAudience?: string | undefined
  oauthErrors: ErrorDialect
  /** Whether hooks may set claims without a namespace. */
  privateClaims: boolean
  /** Whether the hook also runs for tokens of the Management API. */
  hookOnManagementApi: boolean
  signingKeys: SigningKey[]
  /** The enabled hook of `credentials-exchange`; absent when none is. */
  hook?: PinnedHook | undefined
}

/** A key that signs or signed this tenant's tokens. Its state follows from its times. */
export interface SigningKey {
  /** RFC 7638 thumbprint. */
  kid: string
  /** Where the private key is: a KMS key ARN, or a file name. */
  keyRef: string
  /** RSA modulus, base64url. */
  n: string
  /** RSA exponent, base64url. */
  e: string
  /** All times in milliseconds since the epoch. */
  createdAt: number
  currentSince?: number
  previousSince?: number
  revokedAt?: number
}

/** A signing key's certificate: made once with the key, kept apart from the tenant for its size. */
export interface SigningKeyCertificate {
  kid: string
  /** X.509 in DER, as standard base64: what `x5c` carries (RFC 7517 4.7). */
  certificate: string
  /** The key as it was when the tenant ceased to list it: retired or revoked. */
  ended?: SigningKey
}

/** All settings of the tenant that the token path has no use for. */
export interface TenantProfile {
  /** In the names of the wire, unknown ones included; without what nobody set. */
  properties: JsonObject
}

/** A one-time code that signs a browser in to the dashboard. Kept by its digest. */
export interface DashboardCode {
  clientId: string
  /** What the token that it was made with allows. */
  scopes: string[]
  /** Milliseconds since the epoch. */
  expiresAt: number
  /** When the chain of codes and tokens began that this one goes on with, in milliseconds since the epoch. */
  signedInAt: number
}
