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
  /**
   * The version whose source the hook shows and that is pinned when it is enabled; 0 for a hook of a
   * trigger that does not run here, and until its first deployment has ended.
   */
  version: number
  /** The highest number that a version of it ever had: none is used twice. */
  latestVersion: number
}

/** What of a hook changes; what is undefined stays, a setting that is `null` is unset. */
export interface HookChange {
  name?: string | undefined
  script?: string | undefined
  dependencies?: Record<string, string> | undefined
  timeoutMs?: number | null | undefined
  afterCallbackMs?: number | null | undefined
  secretsVersionId?: string | undefined
  secretNames?: string[] | undefined
  missingSecrets?: string[] | undefined
  enabled?: boolean | undefined
}

/** What a deployment leads to: a new version with all that changes with it, or an earlier version. */
export type DeploymentGoal =
  | { kind: 'save'; change: HookChange }
  | { kind: 'deploy' | 'rebuild'; version: number }

/** Why a deployment failed. */
export interface DeploymentError {
  /** `build`: the script cannot become a hook; `name`: another hook has taken its name meanwhile. */
  kind: 'build' | 'name' | 'unforeseen'
  message: string
  /** 1-based, of the script. */
  line?: number | undefined
  column?: number | undefined
}

/**
 * A version of a hook on its way. Until it ends it holds the hook's lease: no other deployment of
 * the hook begins. When all went well nothing is left of it; one that failed stays until the next.
 */
export interface Deployment {
  id: string
  hookId: string
  phase: 'building' | 'deploying' | 'probing' | 'failed'
  /** Milliseconds since the epoch. */
  startedAt: number
  /** When others may take the hook over, in milliseconds since the epoch; each phase begins it anew. */
  leaseUntil: number
  goal: DeploymentGoal
  error?: DeploymentError | undefined
  /** The latest that failed and made place for this one, for those who still wait for them. */
  failedBefore?: { id: string; error: DeploymentError }[] | undefined
}

/** Whose a hook's name is: names are unique. */
export interface HookName {
  hookId: string
}

/** A trigger that does not run here, and which of its hooks is enabled. */
export interface InertTrigger {
  hookId?: string | undefined
}

/** A package that a hook's script requires, and what was taken for it. */
export interface HookPackage {
  name: string
  /** The version, range or tag that decided. */
  wanted: string
  /** The exact version that it led to. */
  version: string
  /**
   * Who decided: the hook's `dependencies`, the script (`require('x@1.2.3')`), the list of what the
   * original had preinstalled, or nobody: then it is the latest.
   */
  source: 'declared' | 'script' | 'preinstalled' | 'latest'
}

/** What a version is built from. */
export interface HookSource {
  script: string
  /** Declared packages: name to version, range or tag. */
  dependencies: Record<string, string>
  /** Of the packages when it was first built; absent before, and when it requires none. */
  lock?: string | undefined
}

/** One saved state of a hook that can be pinned; its source has a record of its own. */
export interface HookVersion {
  hookId: string
  version: number
  versionArn: string
  /** SHA-256 of the built files, hex. */
  codeSha: string
  /** SHA-256 of the runtime it was deployed with, hex. */
  runtimeSha: string
  packages: HookPackage[]
  bareClaims: string[]
  warnings: string[]
  /** Milliseconds since the epoch. */
  createdAt: number
  /** When it ceased to be pinned, in milliseconds since the epoch; absent while it is, or never was. */
  unpinnedAt?: number | undefined
  /** What else was deployed of it and pinned: before it was built again. */
  former?: { versionArn: string; unpinnedAt: number }[] | undefined
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
