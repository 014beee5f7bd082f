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

/** Where a version is deployed, and what. */
export type DeployedVersion = Pick<HookVersion, 'versionArn' | 'runtimeSha' | 'deployedSha'>

/** One saved state of a hook that can be pinned; its source has a record of its own. */
export interface HookVersion {
  hookId: string
  version: number
  versionArn: string
  /** SHA-256 of the built files, hex. */
  codeSha: string
  /** SHA-256 of the runtime it was deployed with, hex. */
  runtimeSha: string
  /** Of all that was deployed, where the name of a version does not say it: Lambda's `CodeSha256`. */
  deployedSha?: string | undefined
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
