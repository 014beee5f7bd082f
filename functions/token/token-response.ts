import { type HttpRequest, type HttpResponse, jsonResponse } from '../core/http.ts'
import type { OAuthError } from '../core/oauth-error.ts'
import type { IssuedToken } from '../core/sign-access-token.ts'
import type { ErrorDialect } from '../core/tenant-model.ts'

const NO_STORE = { pragma: 'no-cache' }

/** RFC 7617 2 requires a realm. */
const CHALLENGE = 'Basic realm="hookmint"'

/** RFC 6749 5.1; `scope` is left out when there is none. */
export function tokenResponse(token: IssuedToken): HttpResponse {
  return jsonResponse(
    200,
    {
      access_token: token.accessToken,
      ...(token.scope.length > 0 && { scope: token.scope.join(' ') }),
      expires_in: token.lifetimeSeconds,
      token_type: 'Bearer',
    },
    NO_STORE,
  )
}

/** RFC 6749 5.2, in the tenant's dialect. */
export function errorResponse(
  failure: OAuthError,
  dialect: ErrorDialect,
  request: HttpRequest,
): HttpResponse {
  const { status, error } = failure.in(dialect)
  const { retryAfterSeconds } = failure
  return jsonResponse(
    status,
    { error, error_description: failure.message },
    {
      ...NO_STORE,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(error === 'invalid_client' && triedBasic(request) && { 'www-authenticate': CHALLENGE }),
    },
  )
}

function triedBasic(request: HttpRequest): boolean {
  return /^basic\b/i.test(request.headers.authorization ?? '')
}
