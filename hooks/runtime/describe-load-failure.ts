import { describeError } from './describe-error.ts'
import type { Ending } from './hook-run.ts'
import type { LoadedHook } from './load-hook.ts'
import type { TextRules } from './tidy-text.ts'

/** Why a script cannot be called. */
export function describeLoadFailure(
  script: Exclude<LoadedHook, { kind: 'loaded' }>,
  rules: TextRules,
): Ending {
  if (script.kind === 'load-failed') {
    return { kind: 'failed', cause: 'load-failed', error: describeError(script.thrown, rules) }
  }
  const message = `The script must export a function: module.exports = function (client, scope, audience, context, cb) { … }. What it exports is of type ${script.exported}.`
  return { kind: 'failed', cause: 'no-function', error: { name: 'TypeError', message } }
}
