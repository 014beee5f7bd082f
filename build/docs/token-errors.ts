import { MAX_TOKEN_REQUEST_BYTES } from '../../functions/core/http.ts'
import { OAuthError } from '../../functions/core/oauth-error.ts'
import type { OAuthErrorKind } from '../../functions/core/oauth-error-kinds.ts'
import { FAILED_ATTEMPTS } from '../../functions/token/create-attempt-limit.ts'
import { code, markdownTable, seconds } from './markdown.ts'

const { maxFailures, windowMs, pauseMs } = FAILED_ATTEMPTS

type Row = [when: string, refusal: OAuthError]

/** At least one case of each kind. */
const CASES: Record<OAuthErrorKind, Row[]> = {
  invalidRequest: [
    ['a parameter is missing', OAuthError.missingParameter('grant_type')],
    [
      'malformed or repeated parameters, two credentials',
      OAuthError.invalidRequest('(names the fault)'),
    ],
  ],
  requestTooLarge: [['the body is too large', OAuthError.requestTooLarge(MAX_TOKEN_REQUEST_BYTES)]],
  unauthenticated: [
    [
      'unknown application, wrong secret or assertion: the same answer, also in time',
      OAuthError.unauthenticated(''),
    ],
  ],
  tooManyAttempts: [
    [
      `${maxFailures} of these from an address for an application within ${seconds(windowMs)}: for ${seconds(pauseMs)}`,
      OAuthError.tooManyAttempts(pauseMs / 1000),
    ],
  ],
  grantTypeNotAllowed: [
    [
      'the application may not use the grant type',
      OAuthError.grantTypeNotAllowed('client_credentials'),
    ],
  ],
  unsupportedGrantType: [['another grant type', OAuthError.unsupportedGrantType('password')]],
  audienceRequired: [['no audience, and no default', OAuthError.audienceRequired()]],
  unknownAudience: [['unknown API', OAuthError.unknownAudience('…')]],
  unmintableApi: [['the API wants HS256', OAuthError.unmintableApi('…', 'HS256')]],
  noGrant: [['no grant', OAuthError.noGrant('…')]],
  scopeNotGranted: [['a requested scope is not granted', OAuthError.scopeNotGranted(['a', 'b'])]],
  hookInvalidScope: [
    [
      'the hook: `InvalidScopeError`',
      OAuthError.refusedByHook('hookInvalidScope', '(its message)'),
    ],
  ],
  hookInvalidRequest: [
    [
      'the hook: `InvalidRequestError`',
      OAuthError.refusedByHook('hookInvalidRequest', '(its message)'),
    ],
  ],
  hookServerError: [
    [
      'the hook: `ServerError` or any other error',
      OAuthError.refusedByHook('hookServerError', '(its message)'),
    ],
    ['the hook broke', OAuthError.hookFailed('')],
  ],
  unavailable: [['store, signer or hooks have no room for now', OAuthError.unavailable('')]],
  serverError: [['anything unforeseen', OAuthError.from(new Error())]],
}

/** Every refusal of the token endpoint in both dialects. */
export function tokenErrors(): string {
  const rows = Object.values(CASES)
    .flat()
    .map(([when, refusal]) => {
      return [when, answerIn('auth0', refusal), answerIn('rfc6749', refusal), refusal.message]
    })
  return markdownTable(['case', '`auth0`', '`rfc6749`', 'description'], rows)
}

function answerIn(dialect: 'auth0' | 'rfc6749', refusal: OAuthError): string {
  const { status, error } = refusal.in(dialect)
  const retry = refusal.retryAfterSeconds === undefined ? '' : ' with `Retry-After`'
  return `${status} ${code(error)}${retry}`
}
