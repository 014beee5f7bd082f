import { OAuthError } from '../core/oauth-error.ts'
import type { TokenRequest } from './parse-token-request.ts'

const MAX_FAILURES = 20
const WINDOW_MS = 60_000
const PAUSE_MS = 10_000
/** Beyond this many the oldest are forgotten: memory stays bounded whoever asks. */
const MAX_REMEMBERED = 10_000

interface Failures {
  /** Of the last minute, fewer than pause. */
  times: number[]
  pausedUntil: number
}

/** Slows down guessing; known to this process alone, since the token path writes nothing. */
export interface AttemptLimit {
  /** Throws while the request's client and address are paused. `now` in milliseconds since the epoch. */
  check(request: TokenRequest, now: number): void
  /** Counts a failure if it is one of authentication: the 20th within a minute pauses for 10 s. */
  note(failure: OAuthError, request: TokenRequest | undefined, now: number): void
}

/** The same for clients that exist and those that do not, and for right and wrong secrets. */
export function createAttemptLimit(): AttemptLimit {
  const remembered = new Map<string, Failures>()
  return {
    check(request, now) {
      const pausedUntil = remembered.get(nameOf(request))?.pausedUntil ?? 0
      if (now < pausedUntil) {
        throw OAuthError.tooManyAttempts(Math.ceil((pausedUntil - now) / 1000))
      }
    },
    note(failure, request, now) {
      if (failure.kind !== 'unauthenticated' || request === undefined) return
      const name = nameOf(request)
      const earlier = remembered.get(name)?.times ?? []
      const times = [...earlier.filter((time) => now - time < WINDOW_MS), now]
      const isPause = times.length >= MAX_FAILURES
      remembered.delete(name)
      remembered.set(
        name,
        isPause ? { times: [], pausedUntil: now + PAUSE_MS } : { times, pausedUntil: 0 },
      )
      if (remembered.size > MAX_REMEMBERED) forgetOldest(remembered)
    },
  }
}

function nameOf({ clientId, http }: TokenRequest): string {
  return `${clientId} ${http.ip}`
}

function forgetOldest(remembered: Map<string, Failures>): void {
  const [oldest] = remembered.keys()
  if (oldest !== undefined) remembered.delete(oldest)
}
