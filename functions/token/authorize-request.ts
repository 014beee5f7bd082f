import type { Api } from '../core/api-model.ts'
import type { Client } from '../core/client-model.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { Authorization } from './load-authorization.ts'
import type { TokenRequest } from './parse-token-request.ts'

/** An exchange that may go on: the API, and the scopes that the token gets unless a hook changes them. */
export interface AuthorizedExchange {
  api: Api
  scope: string[]
}

/** Decides from records alone whether the client gets a token, and with which scopes. */
export function authorizeRequest(
  request: TokenRequest,
  client: Client,
  { audience, api, grant }: Authorization,
): AuthorizedExchange {
  if (!client.grantTypes.includes(request.grantType)) {
    throw OAuthError.grantTypeNotAllowed(request.grantType)
  }
  if (audience === undefined || audience === '') throw OAuthError.audienceRequired()
  if (api === undefined) throw OAuthError.unknownAudience(audience)
  if (grant === undefined) throw OAuthError.noGrant(audience)
  if (api.signingAlg !== 'RS256') throw OAuthError.unmintableApi(audience, api.signingAlg)
  if (request.scope === undefined) return { api, scope: grant.scope }
  const notGranted = request.scope.filter((scope) => !grant.scope.includes(scope))
  if (notGranted.length > 0) throw OAuthError.scopeNotGranted(notGranted)
  return { api, scope: request.scope }
}
