import { awaitPending } from './await-pending.ts'
import { callHook } from './call-hook.ts'
import { captureConsole } from './capture-console.ts'
import { catchStrayErrors } from './catch-stray-errors.ts'
import { HOOK_LIMITS, type HookEvent, type HookOutcome, type ProbeEvent } from './contract.ts'
import { createStorage } from './create-storage.ts'
import { defineErrorGlobals } from './define-error-globals.ts'
import { describeLoadFailure } from './describe-load-failure.ts'
import { expectEarlyLines, handOverEarlyLines } from './early-lines.ts'
import { endRun } from './end-run.ts'
import { type LoadedHook, loadHook } from './load-hook.ts'
import { hasOwn, isNativePromise, promiseThen } from './primordials.ts'
import { restoreRemovedFunctions } from './restore-removed-functions.ts'
import { startRun } from './start-run.ts'
import { shownFolder } from './tidy-text.ts'

export type Handler = (event: HookEvent | ProbeEvent) => Promise<HookOutcome>

/**
 * Loads the script of a folder (whose URL ends in a slash) at once, and answers one event at a
 * time with it. The handler never rejects: whatever the script does is an outcome.
 */
export function createHandler(folder: URL): Handler {
  defineErrorGlobals()
  restoreRemovedFunctions()
  captureConsole()
  catchStrayErrors()
  expectEarlyLines()
  const storage = createStorage()
  const shown = shownFolder(folder)
  const loading = loadHook(folder)

  return async function handler(event) {
    const probed = isProbe(event)
    const secrets = probed ? {} : event.secrets
    const run = startRun(
      { secrets, folder: shown },
      probed ? HOOK_LIMITS.defaultTimeoutMs : event.timeoutMs,
    )
    handOverEarlyLines(run)
    const begin = (script: LoadedHook): void => {
      if (run.ending) return
      if (script.kind !== 'loaded') run.settle(describeLoadFailure(script, run.rules))
      else if (probed) run.settle({ kind: 'probed' })
      else callHook(script.hook, event, run, storage)
    }
    if (isNativePromise(loading)) promiseThen(loading, begin, begin)
    else begin(loading)
    await run.settled
    await awaitPending(run, probed ? 0 : event.afterCallbackMs)
    return endRun(run)
  }
}

function isProbe(event: HookEvent | ProbeEvent): event is ProbeEvent {
  return hasOwn(event, 'probe')
}
