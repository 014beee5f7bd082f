import type { DeployedVersion } from '../hook-model.ts'
import type { BuiltHook } from './hook-builder.ts'

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
