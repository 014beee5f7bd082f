import { HOOK_LIMITS, type HookError } from './contract.ts'
import { cutText } from './cut-text.ts'
import { isNativeError, toText } from './primordials.ts'
import { redactSecrets } from './redact-secrets.ts'
import { type TextRules, tidyText } from './tidy-text.ts'

const NAME_CHARACTERS = 128
/** How much of a stack is looked at before frames are left out. */
const RAW_STACK_CHARACTERS = 4 * HOOK_LIMITS.errorStackCharacters

/**
 * What was thrown or handed to the callback, as plain text: an error's own name, message and
 * stack; of anything else its `message` or `String(it)`. Never throws, whatever getters do.
 */
export function describeError(thrown: unknown, rules: TextRules): HookError {
  const name = read(thrown, 'name')
  const error: HookError = {
    name: clean(typeof name === 'string' && name ? name : 'Error', rules, NAME_CHARACTERS),
    message: clean(messageOf(thrown), rules, HOOK_LIMITS.errorMessageCharacters),
  }
  const stack = read(thrown, 'stack')
  if (typeof stack === 'string') error.stack = cleanStack(stack, rules)
  return error
}

function messageOf(thrown: unknown): string {
  const message = read(thrown, 'message')
  try {
    if (typeof message === 'string' && (message || isNativeError(thrown))) return message
    return toText(message || thrown)
  } catch {
    return 'a value that cannot be turned into text'
  }
}

function read(thrown: unknown, property: 'name' | 'message' | 'stack'): unknown {
  if (typeof thrown === 'string' || thrown === null || thrown === undefined) return undefined
  try {
    return (thrown as Partial<Error>)[property]
  } catch {
    return undefined
  }
}

function clean(text: string, rules: TextRules, limit: number): string {
  return cutText(tidyText(redactSecrets(text, rules.secrets, limit), rules.folder), limit)
}

function cleanStack(stack: string, rules: TextRules): string {
  const redacted = redactSecrets(stack, rules.secrets, RAW_STACK_CHARACTERS)
  return cutText(tidyText(redacted, rules.folder), HOOK_LIMITS.errorStackCharacters)
}
