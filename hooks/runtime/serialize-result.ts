import { HOOK_LIMITS, type Json } from './contract.ts'
import { describeError } from './describe-error.ts'
import type { Ending } from './hook-run.ts'
import { parseJson, stringifyJson, utf8Bytes } from './primordials.ts'
import type { TextRules } from './tidy-text.ts'

/** The callback's result as it looks after a passage through JSON, or why that is impossible. */
export function serializeResult(value: unknown, rules: TextRules): Ending {
  try {
    const text = stringifyJson(value)
    if (text === undefined) return { kind: 'result', result: undefined }
    const limit = HOOK_LIMITS.resultBytes
    // A UTF-16 unit takes at most three bytes.
    const bytes = text.length * 3 > limit ? utf8Bytes(text) : 0
    if (bytes > limit) return tooLarge(bytes, limit)
    return { kind: 'result', result: parseJson(text) as Json }
  } catch (thrown) {
    return { kind: 'failed', cause: 'result-not-json', error: describeError(thrown, rules) }
  }
}

function tooLarge(bytes: number, limit: number): Ending {
  const message = `The result has ${bytes} bytes as JSON; at most ${limit} are allowed.`
  return { kind: 'failed', cause: 'result-too-large', error: { name: 'RangeError', message } }
}
