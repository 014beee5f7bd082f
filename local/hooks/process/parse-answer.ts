import { isHookOutcome } from '../../../functions/core/hook-outcome.ts'
import { isJsonObject } from '../../../functions/core/json.ts'
import type { HookOutcome } from '../../../hooks/runtime/contract.ts'

/**
 * The outcome in an answer from a hook process, which may be forged by the hook; undefined when
 * the text is not the JSON of an answer to the event `id`.
 */
export function parseAnswer(text: string, id: string): HookOutcome | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isJsonObject(answer) || answer.id !== id) return undefined
  return isHookOutcome(answer.outcome) ? answer.outcome : undefined
}
