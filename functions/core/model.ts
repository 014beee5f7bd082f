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
  /** The key as it was when the tenant ceased to list it: retired or revoked. */
  ended?: SigningKey
}

/** All settings of the tenant that the token path has no use for. */
export interface TenantProfile {
  /** In the names of the wire, unknown ones included; without what nobody set. */
  properties: JsonObject
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

/** An API (resource server) as the token path reads it. */
export interface Api {
  /** 24 hexadecimal digits. */
  id: string
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
  /** Absent while its owner has set none. */
  timeoutMs?: number | undefined
  afterCallbackMs?: number | undefined
  /** Absent while none of the secrets has a value. */
  secretsVersionId?: string | undefined
  /** Of all secrets, those without a value included. */
  secretNames?: string[] | undefined
  /** Those whose value nobody has given yet. */
  missingSecrets?: string[] | undefined
  /** The latest saved version; 0 for a hook of a trigger that does not run here. */
  version: number
}

/** Whose a hook's name is: names are unique. */
export interface HookName {
  hookId: string
}

/** A trigger that does not run here, and which of its hooks is enabled. */
export interface InertTrigger {
  hookId?: string | undefined
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

/** All that callers see of an application but its id. The token path's record follows from it. */
export interface ClientProfile {
  clientId: string
  /** In the names of the wire, unknown ones included. */
  properties: JsonObject
}

/** All that callers see of an API but its id. The token path's record follows from it. */
export interface ApiProfile {
  /** 24 hexadecimal digits. */
  id: string
  /** In the names of the wire, unknown ones included. */
  properties: JsonObject
}

/** All that callers see of a grant; listed under its own id. */
export interface GrantProfile {
  id: string
  clientId: string
  /** The API's identifier. */
  audience: string
  /** Whether the API is the Management API. */
  isSystem: boolean
  /** In the names of the wire, without id, client and audience. */
  properties: JsonObject
}
