import { applyHookOutcome } from '../core/apply-hook-outcome.ts'
import type { HookClaims } from '../core/hook-claims.ts'
import type { HookRun } from './run-hook.ts'

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
  return applyHookOutcome(run.outcome, privateClaims)
}
