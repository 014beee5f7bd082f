import type { TokenSigner } from '../../core/ports/token-signer.ts'
import { signAccessToken } from '../../core/sign-access-token.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { Caller } from '../authenticate-caller.ts'
import type { DashboardTokenAnswer } from '../contract/answers.ts'
import { SIGN_IN_SECONDS } from './create-dashboard-code.ts'

/** Short, since a browser holds it; long enough for a lid that was closed over lunch. */
const LIFETIME_SECONDS = 60 * 60

/**
 * Signs a Management API token for a browser; `auth_time` says when it signed in, and no token
 * outlasts the sign-in. `now` in milliseconds since the epoch.
 */
export async function signDashboardToken(
  signer: TokenSigner,
  { clientId, clientName, scopes, tenant, signedInAt = 0 }: Caller,
  now: number,
): Promise<DashboardTokenAnswer> {
  const leftSeconds = Math.floor((signedInAt - now) / 1000) + SIGN_IN_SECONDS
  const tokenLifetimeSeconds = Math.min(LIFETIME_SECONDS, leftSeconds)
  const identifier = systemApiIdentifier(tenant.issuer)
  const api = { identifier, tokenDialect: 'access_token', tokenLifetimeSeconds } as const
  const claims = { auth_time: Math.floor(signedInAt / 1000) }
  const token = { scope: [...scopes], claims }
  const issued = await signAccessToken(signer, { tenant, client: { clientId }, api }, token, now)
  return {
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: issued.lifetimeSeconds,
    scope: issued.scope.join(' '),
    client_id: clientId,
    client_name: clientName,
  }
}
