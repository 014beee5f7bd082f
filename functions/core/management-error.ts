import { ConflictError } from './errors.ts'
import type { JsonObject } from './json.ts'

/**
 * A refused Management API call, in the original's shape. Thrown by operations, written in one
 * place; `message` names the property or thing and says what was wanted.
 */
export class ManagementError extends Error {
  override name = 'ManagementError'
  readonly status: number
  readonly errorCode: string | undefined

  private constructor(status: number, message: string, errorCode?: string) {
    super(message)
    this.status = status
    this.errorCode = errorCode
  }

  /** The answer's body. */
  toJson(): JsonObject {
    return {
      statusCode: this.status,
      error: STATUS_TEXT[this.status] ?? 'Error',
      message: this.message,
      ...(this.errorCode !== undefined && { errorCode: this.errorCode }),
    }
  }

  static invalidBody(message: string): ManagementError {
    return new ManagementError(400, `Payload validation error: ${message}`, 'invalid_body')
  }

  static invalidQuery(message: string): ManagementError {
    return new ManagementError(400, `Query validation error: ${message}`, 'invalid_query_string')
  }

  static badRequest(message: string, errorCode?: string): ManagementError {
    return new ManagementError(400, message, errorCode)
  }

  static invalidToken(): ManagementError {
    return new ManagementError(401, 'Invalid token.')
  }

  static missingToken(): ManagementError {
    return new ManagementError(401, 'Missing authentication')
  }

  /** A code is right once, and for a short time: which of the three it was is told to nobody. */
  static invalidCode(): ManagementError {
    return new ManagementError(
      400,
      'The code is wrong, was used before, or has expired. Open the dashboard anew: hookmint dashboard',
      'invalid_code',
    )
  }

  static signInEnded(): ManagementError {
    return new ManagementError(401, 'This sign-in has ended. Sign in again.', 'sign_in_ended')
  }

  static insufficientScope(scopes: readonly string[]): ManagementError {
    const message = `Insufficient scope, expected any of: ${scopes.join(',')}`
    return new ManagementError(403, message, 'insufficient_scope')
  }

  static notFound(message: string, errorCode?: string): ManagementError {
    return new ManagementError(404, message, errorCode)
  }

  static clientNotFound(): ManagementError {
    return ManagementError.notFound('The client does not exist', 'inexistent_client')
  }

  static methodNotAllowed(): ManagementError {
    return new ManagementError(405, 'This resource does not have this method')
  }

  static conflict(message: string, errorCode?: string): ManagementError {
    return new ManagementError(409, message, errorCode)
  }

  /** Turns a transaction's conflict into a 409 that says what is in the way. */
  static onConflict(message: string, errorCode?: string): (error: unknown) => never {
    return (error) => {
      throw error instanceof ConflictError ? ManagementError.conflict(message, errorCode) : error
    }
  }

  static preconditionFailed(message: string): ManagementError {
    return new ManagementError(412, message, 'precondition_failed')
  }

  static tooLarge(limitBytes: number): ManagementError {
    return new ManagementError(413, `The body is larger than ${limitBytes} bytes`)
  }

  static tooManyCodes(): ManagementError {
    const message = 'Too many wrong codes came from this address. Try again in a minute.'
    return new ManagementError(429, message, 'too_many_requests')
  }

  static tooManyRequests(): ManagementError {
    return new ManagementError(429, 'Global limit has been reached', 'too_many_requests')
  }

  static unavailable(): ManagementError {
    return new ManagementError(503, 'The server is busy. Try again in a moment.')
  }

  /** The detail is in the log alone. */
  static unforeseen(): ManagementError {
    return new ManagementError(500, 'The server could not answer this request.')
  }
}

const STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
