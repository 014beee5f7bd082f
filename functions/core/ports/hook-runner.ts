import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'

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
