/** Beyond this many the oldest are forgotten: memory stays bounded whoever asks. */
const MAX_REMEMBERED = 10_000

interface Failures {
  count: number
  since: number
  pausedUntil: number
}

/** Slows down guessing; known to this process alone. All times in milliseconds since the epoch. */
export interface FailureLimit {
  /** How many milliseconds one who failed too often is still paused; 0 for all others. */
  pausedFor(name: string, now: number): number
  note(name: string, now: number): void
}

/** `maxFailures` within `windowMs` pause whoever made them for `pauseMs`. */
export function createFailureLimit(limit: {
  maxFailures: number
  windowMs: number
  pauseMs: number
}): FailureLimit {
  const { maxFailures, windowMs, pauseMs } = limit
  const remembered = new Map<string, Failures>()
  return {
    pausedFor(name, now) {
      return Math.max((remembered.get(name)?.pausedUntil ?? 0) - now, 0)
    },
    note(name, now) {
      const known = remembered.get(name)
      const failures =
        known !== undefined && now - known.since < windowMs
          ? known
          : { count: 0, since: now, pausedUntil: 0 }
      failures.count++
      if (failures.count >= maxFailures) {
        failures.pausedUntil = now + pauseMs
        failures.since = now
        failures.count = 0
      }
      remembered.delete(name)
      remembered.set(name, failures)
      if (remembered.size > MAX_REMEMBERED) forgetOldest(remembered)
    },
  }
}

function forgetOldest(remembered: Map<string, Failures>): void {
  const [oldest] = remembered.keys()
  if (oldest !== undefined) remembered.delete(oldest)
}
