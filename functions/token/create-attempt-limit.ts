import { createFailureLimit } from '../core/failure-limit.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { TokenRequest } from './parse-token-request.ts'

/** Failed authentications of a client from an address. */
export const FAILED_ATTEMPTS = { maxFailures: 20, windowMs: 60_000, pauseMs: 10_000 }

/** Slows down guessing; known to this process alone, since the token path writes nothing. */
export interface AttemptLimit {
  /** Throws while the request's client and address are paused. `now` in milliseconds since the epoch. */
  check(request: TokenRequest, now: number): void
  /** Counts a failure if it is one of authentication: the 20th within a minute pauses for 10 s. */
  note(failure: OAuthError, request: TokenRequest | undefined, now: number): void
}

/** The same for clients that exist and those that do not, and for right and wrong secrets. */
export function createAttemptLimit(): AttemptLimit {
  const failures = createFailureLimit(FAILED_ATTEMPTS)
  return {
    check(request, now) {
      const pausedMs = failures.pausedFor(nameOf(request), now)
      if (pausedMs > 0) throw OAuthError.tooManyAttempts(Math.ceil(pausedMs / 1000))
    },
    note(failure, request, now) {
      if (failure.kind !== 'unauthenticated' || request === undefined) return
      failures.note(nameOf(request), now)
    },
  }
}

function nameOf({ clientId, http }: TokenRequest): string {
  return `${clientId} ${http.ip}`
}
