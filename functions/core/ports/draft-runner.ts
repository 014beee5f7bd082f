import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import type { BuiltHook } from './hook-builder.ts'

/** Tries hooks that nobody saved. */
export interface DraftRunner {
  /**
   * One event on built files, in a process of its own; nothing is left of either. Whatever the
   * script does is an outcome. Throws `HookCapacityError` when too many drafts are running.
   */
  run(built: Pick<BuiltHook, 'files' | 'codeSha'>, event: HookEvent): Promise<HookOutcome>
}
