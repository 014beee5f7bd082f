import type { HookError, HookOutcome } from '../../hooks/runtime/contract.ts'
import { type HookClaims, readHookClaims } from './hook-claims.ts'
import { OAuthError } from './oauth-error.ts'

export const MAX_CLAIMS_BYTES = 100 * 1024

/** How the errors that a hook calls back with are answered, by their `name`. */
const REFUSALS: Record<string, 'hookInvalidScope' | 'hookInvalidRequest'> = {
  __proto__: null as never,
  InvalidScopeError: 'hookInvalidScope',
  InvalidRequestError: 'hookInvalidRequest',
}

/**
 * Scopes and claims of the token as the hook says: the one rule for tokens and for tests.
 * Throws its refusal or failure as an `OAuthError`.
 */
export function applyHookOutcome(outcome: HookOutcome, privateClaims: boolean): HookClaims {
  if (outcome.kind === 'refused') throw refusal(outcome.error)
  if (outcome.kind === 'failed') throw failure(outcome.cause, outcome.error)
  if (outcome.kind === 'probed') throw failure('malformed-outcome')
  const applied = readHookClaims(outcome.result, privateClaims)
  const bytes = Buffer.byteLength(JSON.stringify(applied.claims) + applied.scope.join(' '))
  if (bytes > MAX_CLAIMS_BYTES) {
    throw OAuthError.hookFailed(
      `The hook set claims of ${bytes} bytes. At most ${MAX_CLAIMS_BYTES} are possible`,
    )
  }
  return applied
}

function refusal({ name, message }: HookError): OAuthError {
  return OAuthError.refusedByHook(REFUSALS[name] ?? 'hookServerError', message)
}

function failure(cause: string, error?: HookError): OAuthError {
  const detail = error === undefined ? '' : `: ${error.name}: ${error.message}`
  return OAuthError.hookFailed(`The hook failed (${cause})${detail}`)
}
