import { buildArguments } from './build-arguments.ts'
import { takeStrayError } from './catch-stray-errors.ts'
import type { HookEvent } from './contract.ts'
import type { HookStorage } from './create-storage.ts'
import { describeError } from './describe-error.ts'
import { type HookRun, runContext } from './hook-run.ts'
import type { HookFunction } from './load-hook.ts'
import { isNativePromise, promiseThen } from './primordials.ts'
import { serializeResult } from './serialize-result.ts'

/**
 * Calls the customer's function in the context of its run. The first call of the callback settles
 * the run, as do a throw and a rejection before it. Never throws.
 */
export function callHook(
  hook: HookFunction,
  event: HookEvent,
  run: HookRun,
  storage: HookStorage,
): void {
  runContext.run(run, () => {
    const { client, scope, context } = buildArguments(event, storage)
    const cb = (error?: unknown, result?: unknown): void => {
      if (run.ending) return
      if (error) run.settle({ kind: 'refused', error: describeError(error, run.rules) })
      else run.settle(serializeResult(result, run.rules))
    }
    run.phase = 'called'
    try {
      watchPromise(hook(client, scope, event.audience, context, cb), run)
    } catch (thrown) {
      takeStrayError('threw', thrown)
    }
  })
}

/** An `async` hook may reject; what it resolves to means nothing, for the callback decides. */
function watchPromise(returned: unknown, run: HookRun): void {
  const resolved = () => {
    run.phase = 'promise-resolved'
  }
  const rejected = (reason: unknown) => takeStrayError('rejected', reason)
  if (isNativePromise(returned)) promiseThen(returned, resolved, rejected)
  else if (isThenable(returned)) returned.then(resolved, rejected)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}
