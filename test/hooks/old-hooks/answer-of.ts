import { OAuthError } from '../../../functions/core/oauth-error.ts'
import { applyHookResult } from '../../../functions/token/apply-hook-result.ts'
import type { HookOutcome } from '../../../hooks/runtime/contract.ts'

/** Status, `error` and description that the client gets, as the token endpoint makes them. */
export function answerOf(outcome: HookOutcome): [number, string, string] {
  const hook = {
    hookId: 'h',
    name: 'h',
    version: 1,
    versionArn: 'v',
    timeoutMs: 1,
    afterCallbackMs: 0,
  }
  try {
    applyHookResult({ hook, outcome }, [], false)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const { status, error: code } = error.in('auth0')
    return [status, code, error.message]
  }
  throw new Error('The hook refused nothing.')
}
