import { ManagementError } from '../core/management-error.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { RequestCounter } from '../core/ports/request-counter.ts'

const MINUTE_MS = 60_000
/** What one client may call in a minute, unless the entry file says otherwise. */
export const REQUESTS_PER_MINUTE = 3_000

/** The headers that tell a client how much it may still call (`reset` in seconds since the epoch). */
export interface RateLimit {
  headers: Record<string, string>
  isExceeded: boolean
  /** Seconds until the next minute. */
  retryAfter: string
}

/** Counts a client's call in its minute. A counter that fails lets the call pass. */
export async function countRequest(
  { counter, clock }: { counter: RequestCounter; clock: Clock },
  clientId: string,
  limit: number,
): Promise<RateLimit> {
  const minute = Math.floor(clock.now() / MINUTE_MS)
  const count = await counter.count(clientId, minute).catch(() => 0)
  return rateLimit(clock, limit, count)
}

/** For answers before a client is known. */
export function uncountedLimit(clock: Clock, limit: number): RateLimit {
  return rateLimit(clock, limit, 0)
}

function rateLimit(clock: Clock, limit: number, count: number): RateLimit {
  const now = clock.now()
  const reset = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS
  return {
    headers: {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(limit - count, 0)),
      'x-ratelimit-reset': String(reset / 1000),
    },
    isExceeded: count > limit,
    retryAfter: String(Math.ceil((reset - now) / 1000)),
  }
}

/** Throws the 429 of a client that called too often. */
export function refuseExceeded(limit: RateLimit): void {
  if (limit.isExceeded) throw ManagementError.tooManyRequests()
}
