import type { HookError } from '../../hooks/runtime/contract.ts'
import { type HookClaims, readHookClaims } from '../core/hook-claims.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { HookRun } from './run-hook.ts'

const MAX_CLAIMS_BYTES = 100 * 1024

/** How the errors that a hook calls back with are answered, by their `name`. */
const REFUSALS: Record<string, 'hookInvalidScope' | 'hookInvalidRequest'> = {
  __proto__: null as never,
  InvalidScopeError: 'hookInvalidScope',
  InvalidRequestError: 'hookInvalidRequest',
}

/**
 * Scopes and claims of the token: as granted when no hook ran, else as the hook says.
 * Throws its refusal or failure as an `OAuthError`.
 */
export function applyHookResult(
  run: HookRun | undefined,
  granted: string[],
  privateClaims: boolean,
): HookClaims {
  if (run === undefined) return { scope: granted, claims: {}, ignored: [] }
  const { outcome } = run
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
