import type { HookEvent, HookOutcome } from '../../hooks/runtime/contract.ts'
import type { DeployedVersion, HookPackage, HookSource } from './hook-model.ts'
import type { LogEvent } from './log-event.ts'
import type { RecordKey } from './record-keys.ts'

/** A record as stored, with the revision that a later write can be conditioned on. */
export interface Stored<T> {
  value: T
  /** Grows by one with every write of this record; 1 for a new one. */
  revision: number
}

/** What a record must be for a transaction to go through: at this revision, absent, or anything. */
export type Expectation = number | 'absent' | 'any'

/** One part of a transaction. */
export type Change =
  | { put: RecordKey<unknown>; value: object; expect: Expectation }
  | { remove: RecordKey<unknown>; expect: Expectation }
  | { check: RecordKey<unknown>; expect: Expectation }

/** The records that a list of keys finds, in the keys' order. */
export type Found<K extends readonly RecordKey<unknown>[]> = {
  [I in keyof K]: K[I] extends RecordKey<infer T> ? Stored<T> | undefined : never
}

/**
 * The tenant's records. Reads see every acknowledged write; values may be shared and frozen, so nobody
 * changes one. Throws `StoreError` when out of reach.
 */
export interface TenantStore {
  /** One consistent read of 1 to 20 different keys. */
  read<const K extends readonly RecordKey<unknown>[]>(keys: K): Promise<Found<K>>
  /** A partition's records in the order of `sk`, from behind `after` (before it with `descending`). */
  list<T>(
    partition: string,
    page: { after?: string; limit: number; descending?: boolean },
  ): Promise<(Stored<T> & { sk: string })[]>
  /**
   * All changes or none, at most 100 of different keys, each record at most 400 KB.
   * Throws `ConflictError` with the first key whose expectation failed.
   */
  transact(changes: readonly Change[]): Promise<void>
}

/** Signs with the private key behind a `keyRef`. */
export interface TokenSigner {
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 over the ASCII signing input (RFC 7515 5.1).
   * Throws `StoreError` naming the `keyRef` when the key is disabled, missing or out of reach.
   */
  sign(keyRef: string, signingInput: string): Promise<Uint8Array>
}

/** Makes and ends private keys. The token function cannot name it. */
export interface SigningKeys {
  /** A new RSA-2048 key. The public half comes back as base64url `n` and `e`, with a certificate in DER. */
  create(
    subject: string,
  ): Promise<{ keyRef: string; n: string; e: string; certificate: Uint8Array }>
  /** Signing with the key fails from now on. Disabling twice is no error, nor one that is gone. */
  disable(keyRef: string): Promise<void>
}

/** A built hook: deterministic for its input and its lock. */
export interface BuiltHook {
  /** Relative path to content. */
  files: Map<string, Uint8Array>
  /** SHA-256 over paths and contents, hex. */
  codeSha: string
  /** The packages that the script itself requires, with what was taken for each. */
  packages: HookPackage[]
  /** The whole tree of packages as the text of a package-lock.json; absent when there are none. */
  lock?: string
  /** Names of claims that the script sets, as far as its text shows, without a namespace. */
  bareClaims: string[]
  /** What its author should know: undeclared packages and the like. */
  warnings: string[]
}

/** Turns a script and its dependencies into files; runs none of it. */
export interface HookBuilder {
  /**
   * With the `lock` of an earlier build the packages are those of that build.
   * Throws `HookBuildError`, with line and column of a syntax error.
   */
  build(source: HookSource): Promise<BuiltHook>
  /** Only what needs no package: throws `HookBuildError` for a script that cannot be parsed or is too large. */
  checkSyntax(script: string): Promise<void>
}

/** Makes built hooks runnable. */
export interface HookDeployer {
  /** Idempotent: the same files give the same version, as long as that is deployed. */
  deploy(hookId: string, built: BuiltHook): Promise<DeployedVersion>
  /** SHA-256, hex, of the runtime that `deploy` puts beside the script. */
  readonly runtimeSha: string
  /** Whether a version is there to be run, and is what was deployed: somebody may have removed it. */
  isDeployed(version: Pick<DeployedVersion, 'versionArn' | 'deployedSha'>): Promise<boolean>
  /**
   * Whether nothing is left of a hook, so that `deploy` may give to other code the names that its
   * versions had: what is recorded of them must be forgotten first.
   */
  isLost(hookId: string): Promise<boolean>
  /** Removes every deployed version of a hook but these. One that is not deployed is no error. */
  keepOnly(hookId: string, versionArns: readonly string[]): Promise<void>
  /** Removes all that was deployed for a hook. Removing twice is no error. */
  remove(hookId: string): Promise<void>
}

/** Starts deployments that are recorded. */
export interface HookDeployments {
  /**
   * Has the deployment done by `deploy-hook`: resolves when it has ended, or is in other hands. The
   * record tells how. Starting one twice, or one that has ended, is no error.
   */
  start(hookId: string, deploymentId: string): Promise<void>
}

/** Runs pinned versions. Carries events across and classifies failures, nothing else. */
export interface HookRunner {
  /**
   * One event on one version; the version has no other event meanwhile in the same process.
   * Throws `HookVersionGone` when nothing ran because the version does not exist,
   * `HookCapacityError` when no process came free before the deadline.
   */
  run(versionArn: string, event: HookEvent): Promise<HookOutcome>
  /** Loads the version and looks at its export; runs no hook. Throws `HookVersionGone`. */
  probe(versionArn: string): Promise<HookOutcome>
}

/** Tries hooks that nobody saved. */
export interface DraftRunner {
  /**
   * One event on built files, in a process of its own; nothing is left of either. Whatever the
   * script does is an outcome. Throws `HookCapacityError` when too many drafts are running.
   */
  run(built: Pick<BuiltHook, 'files' | 'codeSha'>, event: HookEvent): Promise<HookOutcome>
}

/** A hook's secrets: immutable versions of a map. */
export interface SecretStore {
  /** Throws `SecretsGone` when there is no such version. */
  read(hookId: string, versionId: string): Promise<Record<string, string>>
  /** Stores the whole map as a new version; the same `requestToken` stores it once. */
  write(
    hookId: string,
    secrets: Record<string, string>,
    requestToken: string,
  ): Promise<{ versionId: string }>
  /**
   * Removes the versions written before this one: what nothing reads any more is not kept. Later
   * ones stay, for their writers are about to make them the hook's.
   */
  keepOnly(hookId: string, versionId: string): Promise<void>
  /** Removes one version. One that is not there is no error. */
  removeVersion(hookId: string, versionId: string): Promise<void>
  /** Removes every version. Removing twice is no error. */
  remove(hookId: string): Promise<void>
}

/** Which events are looked for: those to which everything that is given applies. */
export interface LogSearch {
  /** Keeps every event when absent. */
  matches?: (event: LogEvent) => boolean
  /** Only events of this type; like the times, what a store can check before it gives an event away. */
  type?: string
  /** Milliseconds since the epoch. */
  since?: number
  /** Milliseconds since the epoch, itself not included. */
  until?: number
  /** Of matches. */
  limit: number
}

/** What was logged of the exchanges of one day, by UTC. */
export interface LogDay {
  /** `YYYY-MM-DD` */
  day: string
  issued: number
  /** Every exchange without a token. */
  refused: number
  /** Those of the refused that the hook failed. */
  hookFailed: number
  /** When the first and the last exchange were, ISO 8601; to the hour around them at worst. */
  firstAt: string
  lastAt: string
}

/** The log of exchanges and management calls. Not a record: losing a line loses no state. */
export interface EventLog {
  /** Takes the event and returns at once; it is written soon after. Never throws. */
  append(event: LogEvent): void
  /** Resolves when everything appended before is written. */
  flush(): Promise<void>
  /**
   * Events behind the id `from`, which need not exist, in ascending order of `log_id`. Who reads on
   * from the last one misses none: an event that may still be overtaken is not listed yet.
   */
  list(page: { from?: string; take: number }): Promise<LogEvent[]>
  /** The newest matches, newest first; an adapter with a budget may end before the log does. */
  search(search: LogSearch): Promise<LogEvent[]>
  get(logId: string): Promise<LogEvent | undefined>
  /** The days with exchanges, both ends (`YYYY-MM-DD`) included, in ascending order. */
  countDays(from: string, to: string): Promise<LogDay[]>
}

/** The time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** How often clients called the Management API. Not a record: a lost count only lets more pass. */
export interface RequestCounter {
  /** Counts one call of a client in a minute (since the epoch) and gives the count so far. */
  count(clientId: string, minute: number): Promise<number>
}
