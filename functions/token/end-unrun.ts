import { HookVersionGone } from '../core/errors.ts'
import type { PinnedHook } from '../core/hook-model.ts'
import { failedOutcome } from '../core/hook-outcome.ts'
import type { HookRun } from './run-hook.ts'

/** A pinned version that is not there is its owner's to mend; throws every other error. */
export function endUnrun(hook: PinnedHook, error: unknown): HookRun {
  if (!(error instanceof HookVersionGone)) throw error
  const { name, version, versionArn } = hook
  const what = versionArn === '' ? '' : `: there is no ${versionArn}`
  const message = `Version ${version} of ${name} is not deployed any more${what}. Build it again: hookmint rollback ${name} --to ${version} --rebuild`
  return { hook, outcome: failedOutcome('not-deployed', message, 0) }
}
