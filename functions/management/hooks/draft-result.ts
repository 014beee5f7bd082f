import type { HookError, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { applyHookOutcome } from '../../core/apply-hook-outcome.ts'
import type { HookClaims } from '../../core/hook-claims.ts'
import { OAuthError } from '../../core/oauth-error.ts'
import { currentSigningKey } from '../../core/signing-keys.ts'
import type { Tenant } from '../../core/tenant-model.ts'
import { accessTokenClaims, tokenType } from '../../core/token-claims.ts'
import { type HookTestResult, MAX_LISTED_CLAIMS } from '../contract/hook-tests.ts'
import type { DraftExchange } from './draft-exchange.ts'

/** What a test's outcome means for a token requested `now`, in milliseconds since the epoch. */
export function draftResult(
  outcome: HookOutcome,
  exchange: DraftExchange,
  now: number,
): Omit<HookTestResult, 'packages' | 'warnings'> {
  const { console, consoleDropped, pending, durationMs } = outcome
  return {
    ...describeEnding(outcome),
    ...describeToken(outcome, exchange, now),
    console,
    ...(consoleDropped > 0 && { console_dropped: consoleDropped }),
    ...(pending.length > 0 && { pending }),
    duration_ms: durationMs,
  }
}

function describeEnding(
  outcome: HookOutcome,
): Pick<HookTestResult, 'outcome' | 'result' | 'error' | 'cause'> {
  if (outcome.kind === 'result') {
    return { outcome: 'result', ...(outcome.result !== undefined && { result: outcome.result }) }
  }
  if (outcome.kind === 'refused') return { outcome: 'refused', error: withPlace(outcome.error) }
  if (outcome.kind === 'probed') return { outcome: 'failed', cause: 'malformed-outcome' }
  const { cause, error } = outcome
  return { outcome: 'failed', cause, ...(error !== undefined && { error: withPlace(error) }) }
}

const SCRIPT_FRAME = /^\s+at (?:.*\()?hook\.[cm]js:(\d+):(\d+)\)?$/m

/** The innermost frame of the script itself says where it failed. */
function withPlace(error: HookError): NonNullable<HookTestResult['error']> {
  const [, line, column] = SCRIPT_FRAME.exec(error.stack ?? '') ?? []
  return line === undefined ? error : { ...error, line: Number(line), column: Number(column) }
}

function describeToken(outcome: HookOutcome, exchange: DraftExchange, now: number) {
  const { tenant, api } = exchange
  let applied: HookClaims
  try {
    applied = applyHookOutcome(outcome, tenant.privateClaims)
  } catch (error) {
    return describeFailure(OAuthError.from(error), outcome, tenant)
  }
  if (api.signingAlg !== 'RS256') {
    const failure = OAuthError.unmintableApi(api.identifier, api.signingAlg)
    return { ...oauthError(failure, tenant), ...listClaims(applied) }
  }
  const { kid } = currentSigningKey(tenant.signingKeys, now)
  return {
    token: {
      header: { typ: tokenType(api.tokenDialect), alg: 'RS256', kid },
      payload: accessTokenClaims(exchange, applied, now),
    },
    ...listClaims(applied),
  }
}

/** A result that no token can hold is the one failure that a runner does not see. */
function describeFailure(failure: OAuthError, outcome: HookOutcome, tenant: Tenant) {
  return {
    ...(outcome.kind === 'result' && {
      outcome: 'failed' as const,
      cause: 'result-too-large' as const,
      error: { name: 'Error', message: failure.reason },
    }),
    ...oauthError(failure, tenant),
    scope: [],
    claims: {},
    ignored: [],
  }
}

function oauthError(failure: OAuthError, { oauthErrors }: Tenant) {
  const { status, error } = failure.in(oauthErrors)
  return { oauth_error: { status, error, error_description: failure.message } }
}

function listClaims({ scope, claims, ignored }: HookClaims) {
  const dropped = ignored.length - MAX_LISTED_CLAIMS
  return {
    scope,
    claims,
    ignored: ignored.slice(0, MAX_LISTED_CLAIMS),
    ...(dropped > 0 && { ignored_dropped: dropped }),
  }
}
