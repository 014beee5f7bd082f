import type { JsonObject } from './json.ts'

/** How refused exchanges are worded: as the original did, or as RFC 6749 says. */
export type ErrorDialect = 'auth0' | 'rfc6749'

/** The shape of an API's access tokens. */
export type TokenDialect =
  | 'access_token'
  | 'access_token_authz'
  | 'rfc9068_profile'
  | 'rfc9068_profile_authz'

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

/** A key that signs or signed this tenant's tokens. Its state follows from the times: `signing-keys.ts`. */
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
}

/** The version of a hook that runs for every exchange. */
export interface PinnedHook {
  hookId: string
  name: string
  version: number
  /** A Lambda version ARN, or the local deployer's name for the version. */
  versionArn: string
  /** Absent while the hook has no secrets. */
  secretsVersionId?: string
  timeoutMs: number
  afterCallbackMs: number
}

/** An application as the token path reads it. */
export interface Client {
  clientId: string
  name: string
  grantTypes: string[]
  /** At most two: the second one lives during a rotation. */
  secrets: ClientSecret[]
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

/** An API (resource server) as the token path reads it. */
export interface Api {
  identifier: string
  signingAlg: 'RS256' | 'HS256' | 'PS256'
  tokenLifetimeSeconds: number
  tokenDialect: TokenDialect
  isSystem: boolean
}

/** What an application may ask of an API. */
export interface Grant {
  id: string
  scope: string[]
}

/** A hook as its owner sees it. Whether it is enabled follows from the tenant's pin. */
export interface Hook {
  id: string
  name: string
  triggerId: string
  script: string
  dependencies: Record<string, string>
  timeoutMs: number
  afterCallbackMs: number
  secretsVersionId?: string | undefined
  /** The latest saved version. */
  version: number
}

/** One saved state of a hook that can be pinned. */
export interface HookVersion {
  hookId: string
  version: number
  script: string
  dependencies: Record<string, string>
  versionArn: string
  /** SHA-256 of the built files, hex. */
  codeSha: string
  /** SHA-256 of the runtime it was deployed with, hex. */
  runtimeSha: string
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** What an owner knows of an application beyond the token path. */
export interface ClientProfile {
  clientId: string
  /** Unknown properties included, as they were given. */
  properties: JsonObject
}

/** What an owner knows of an API beyond the token path. */
export interface ApiProfile {
  /** 24 hexadecimal digits. */
  id: string
  identifier: string
  name: string
  scopes: { value: string; description?: string }[]
  properties: JsonObject
}
