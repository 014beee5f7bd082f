import { HookCapacityError, StoreError } from './errors.ts'
import { type ErrorRow, OAUTH_ERROR_KINDS, type OAuthErrorKind } from './oauth-error-kinds.ts'
import type { ErrorDialect } from './tenant-model.ts'

interface Details {
  reason?: string
  cause?: unknown
  retryAfterSeconds?: number
}

const HOOK_FAILED = 'The hook of this tenant failed. Its owner finds the cause in the log.'
const UNFORESEEN = 'The server could not answer this request. Its owner finds the cause in the log.'

/**
 * A refused exchange: what the client is told (`message`) and, apart from it, what only the log
 * says (`reason`). Thrown by the steps of the token path, written by `token-response.ts` alone.
 */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly kind: OAuthErrorKind
  readonly reason: string
  /** When the client may try again, for what passes by itself. */
  readonly retryAfterSeconds: number | undefined

  private constructor(kind: OAuthErrorKind, description: string, more: Details = {}) {
    super(description, { cause: more.cause })
    this.kind = kind
    this.reason = more.reason ?? description
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  /** Status and `error` of this refusal in a dialect. */
  in(dialect: ErrorDialect): ErrorRow {
    return OAUTH_ERROR_KINDS[this.kind][dialect]
  }

  static invalidRequest(description: string): OAuthError {
    return new OAuthError('invalidRequest', description)
  }

  static missingParameter(name: string): OAuthError {
    return new OAuthError('invalidRequest', `Missing required parameter: ${name}`)
  }

  static requestTooLarge(limitBytes: number): OAuthError {
    return new OAuthError('requestTooLarge', `The request body is larger than ${limitBytes} bytes`)
  }

  /** The same answer whatever was wrong; the reason is for the log. */
  static unauthenticated(reason: string): OAuthError {
    return new OAuthError('unauthenticated', 'Unauthorized', { reason })
  }

  /** The same for every client and secret, as long as the pause lasts. */
  static tooManyAttempts(retryAfterSeconds: number): OAuthError {
    return new OAuthError('tooManyAttempts', 'Too many failed attempts. Try again later.', {
      retryAfterSeconds,
    })
  }

  static grantTypeNotAllowed(grantType: string): OAuthError {
    return new OAuthError(
      'grantTypeNotAllowed',
      `Grant type '${grantType}' not allowed for the client.`,
    )
  }

  static unsupportedGrantType(grantType: string): OAuthError {
    return new OAuthError('unsupportedGrantType', `Unsupported grant type: ${grantType}`)
  }

  static audienceRequired(): OAuthError {
    return new OAuthError(
      'audienceRequired',
      'No audience parameter was provided, and no default audience has been configured. ' +
        'Send the API identifier as audience, or set default_audience in the tenant settings.',
    )
  }

  static unknownAudience(audience: string): OAuthError {
    return new OAuthError('unknownAudience', `Service not enabled within domain: ${audience}`)
  }

  static unmintableApi(audience: string, signingAlg: string): OAuthError {
    return new OAuthError(
      'unmintableApi',
      `The API "${audience}" asks for tokens signed with ${signingAlg}, which this server does not issue. ` +
        'Set its signing_alg to RS256.',
    )
  }

  static noGrant(audience: string): OAuthError {
    return new OAuthError(
      'noGrant',
      `Client is not authorized to access "${audience}". ` +
        'You need to create a "client-grant" associated to this API.',
    )
  }

  static scopeNotGranted(scopes: string[]): OAuthError {
    return new OAuthError(
      'scopeNotGranted',
      `Client has not been granted scopes: ${scopes.join(', ')}`,
    )
  }

  /** The hook called back with an error: its message is for the client. */
  static refusedByHook(
    kind: 'hookInvalidScope' | 'hookInvalidRequest' | 'hookServerError',
    message: string,
  ): OAuthError {
    return new OAuthError(kind, message, { reason: `The hook refused: ${message}` })
  }

  /** The hook broke: the cause is for its owner. */
  static hookFailed(reason: string): OAuthError {
    return new OAuthError('hookServerError', HOOK_FAILED, { reason })
  }

  /** A store, a signer or the hook's capacity is exhausted; the client may try again. */
  static unavailable(reason: string, cause?: unknown): OAuthError {
    return new OAuthError('unavailable', 'The server is busy. Try again in a moment.', {
      reason,
      cause,
      retryAfterSeconds: 1,
    })
  }

  /** Exhaustion becomes `unavailable`; what is not an error of ours is told to nobody. */
  static from(error: unknown): OAuthError {
    if (error instanceof OAuthError) return error
    if (error instanceof StoreError || error instanceof HookCapacityError) {
      return OAuthError.unavailable(error.message, error)
    }
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return new OAuthError('serverError', UNFORESEEN, { reason, cause: error })
  }
}
