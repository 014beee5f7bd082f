import type { HookPackage } from '../../core/hook-model.ts'
import type { LogEvent } from '../../core/log-event.ts'

/** A hook. */
export interface HookAnswer {
  /** A ULID. */
  id: string
  name: string
  script: string
  /** Declared packages: name to version, range or tag. */
  dependencies: Record<string, string>
  triggerId: string
  enabled: boolean
  timeout_ms?: number
  after_callback_ms?: number
  /** A version on its way, or the last one that failed. */
  deployment?: DeploymentAnswer
  /** Of writes alone. */
  warnings?: string[]
}

/** A deployment that has not ended, or has failed. */
export interface DeploymentAnswer {
  id: string
  phase: 'building' | 'deploying' | 'probing' | 'failed'
  /** `line` and `column` are the script's own, 1-based. */
  error?: { message: string; line?: number; column?: number }
}

/** What needs somebody's attention at a hook. */
export interface HookStatusAnswer {
  /** The current version; 0 when it has none. */
  version: number
  /** What a hook without versions is saved on: counts every change of it. Absent where versions do. */
  revision?: number
  /** Whether that is there to be run: somebody may have removed it by hand. */
  deployed: boolean
  /** Whether that was deployed with another runtime than the present one. */
  outdated: boolean
  /** Names of secrets without a value. */
  missing_secrets: string[]
  warnings: string[]
  deployment?: DeploymentAnswer
}

/** A saved version of a hook. */
export interface HookVersionAnswer {
  version: number
  created_at: string
  code_sha: string
  runtime_sha: string
  outdated: boolean
  current: boolean
  pinned: boolean
  packages: HookPackage[]
  warnings: string[]
}

/** A saved version with what it was built from. */
export interface HookSourceAnswer extends HookVersionAnswer {
  script: string
  dependencies: Record<string, string>
  /** The text of a package-lock.json. */
  lock?: string
}

/** An application. */
export interface ClientAnswer {
  client_id: string
  name: string
  description?: string
  app_type?: string
  grant_types?: string[]
  client_metadata?: Record<string, string>
  token_endpoint_auth_method?: string | null
  /** Of creation and rotation alone. */
  client_secret?: string
  [property: string]: unknown
}

/** A public key of an application. */
export interface CredentialAnswer {
  id: string
  credential_type: 'public_key'
  kid: string
  alg: string
  name: string
  created_at: string
  updated_at: string
  expires_at?: string
}

/** An API. */
export interface ApiAnswer {
  id: string
  name: string
  identifier: string
  scopes?: { value: string; description?: string }[]
  signing_alg: string
  token_lifetime: number
  token_dialect?: string
  is_system?: boolean
  [property: string]: unknown
}

/** A grant. */
export interface GrantAnswer {
  id: string
  client_id: string
  audience: string
  scope: string[]
}

/** A signing key. Exactly one of its four flags is set. */
export interface SigningKeyAnswer {
  kid: string
  current: boolean
  next: boolean
  previous: boolean
  revoked: boolean
  cert?: string
  fingerprint?: string
  thumbprint?: string
  current_since?: string
  current_until?: string
  published_until?: string
  revoked_at?: string
}

/** A line of the log. */
export type LogAnswer = LogEvent

/** The exchanges of a day. */
export interface DailyStatsAnswer {
  date: string
  /** Tokens issued. */
  logins: number
  refusals: number
  /** Those of the refusals that the hook failed. */
  hook_failures: number
}

/** A one-time code for the dashboard. */
export interface DashboardCodeAnswer {
  code: string
  /** Seconds. */
  expires_in: number
}

/** What a code is redeemed for. */
export interface DashboardTokenAnswer {
  /** Of the Management API. */
  access_token: string
  token_type: 'Bearer'
  /** Seconds. */
  expires_in: number
  /** Space-separated. */
  scope: string
  client_id: string
  client_name: string
}

/** The tenant's settings: those that this server acts on, and all that it keeps. */
export interface TenantSettingsAnswer {
  default_audience: string
  oauth_errors: 'auth0' | 'rfc6749'
  private_claims: boolean
  hook_on_management_api: boolean
  [property: string]: unknown
}
