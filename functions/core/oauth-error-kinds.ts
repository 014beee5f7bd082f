import type { ErrorDialect } from './tenant-model.ts'

/** What a refusal is on the wire in one dialect. */
export interface ErrorRow {
  status: number
  error: string
}

type ErrorKind = Record<ErrorDialect, ErrorRow>

const unauthorized: ErrorKind = {
  auth0: { status: 401, error: 'access_denied' },
  rfc6749: { status: 401, error: 'invalid_client' },
}
const target: ErrorKind = {
  auth0: { status: 403, error: 'access_denied' },
  rfc6749: { status: 400, error: 'invalid_target' },
}

function inBothDialects(status: number, error: string): ErrorKind {
  return { auth0: { status, error }, rfc6749: { status, error } }
}

/** Every refusal of the token endpoint: its status and `error` in each dialect (RFC 6749 5.2, RFC 8707 2). */
export const OAUTH_ERROR_KINDS = {
  invalidRequest: inBothDialects(400, 'invalid_request'),
  requestTooLarge: inBothDialects(413, 'invalid_request'),
  unauthenticated: unauthorized,
  tooManyAttempts: inBothDialects(429, 'temporarily_unavailable'),
  grantTypeNotAllowed: {
    auth0: { status: 403, error: 'unauthorized_client' },
    rfc6749: { status: 400, error: 'unauthorized_client' },
  },
  unsupportedGrantType: {
    auth0: { status: 403, error: 'unsupported_grant_type' },
    rfc6749: { status: 400, error: 'unsupported_grant_type' },
  },
  audienceRequired: target,
  unknownAudience: target,
  unmintableApi: target,
  noGrant: {
    auth0: { status: 403, error: 'access_denied' },
    rfc6749: { status: 400, error: 'unauthorized_client' },
  },
  scopeNotGranted: {
    auth0: { status: 403, error: 'access_denied' },
    rfc6749: { status: 400, error: 'invalid_scope' },
  },
  hookInvalidScope: inBothDialects(400, 'invalid_scope'),
  hookInvalidRequest: inBothDialects(400, 'invalid_request'),
  hookServerError: inBothDialects(500, 'server_error'),
  unavailable: inBothDialects(503, 'temporarily_unavailable'),
  serverError: inBothDialects(500, 'server_error'),
} satisfies Record<string, ErrorKind>

export type OAuthErrorKind = keyof typeof OAUTH_ERROR_KINDS
