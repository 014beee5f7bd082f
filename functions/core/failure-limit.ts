/** Beyond this many the oldest are forgotten: memory stays bounded whoever asks. */
const MAX_REMEMBERED = 10_000

interface Failures {
  /** The latest, fewer than pause. */
  times: number[]
  pausedUntil: number
}

/** Slows down guessing; known to this process alone. All times in milliseconds since the epoch. */
export interface FailureLimit {
  /** How many milliseconds one who failed too often is still paused; 0 for all others. */
  pausedFor(name: string, now: number): number
  note(name: string, now: number): void
}

/** `maxFailures` within any `windowMs` pause whoever made them for `pauseMs`. */
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
      const earlier = remembered.get(name)?.times ?? []
      const times = [...earlier.filter((time) => now - time < windowMs), now]
      const isPause = times.length >= maxFailures
      remembered.delete(name)
      remembered.set(
        name,
        isPause ? { times: [], pausedUntil: now + pauseMs } : { times, pausedUntil: 0 },
      )
      if (remembered.size > MAX_REMEMBERED) forgetOldest(remembered)
    },
  }
}

function forgetOldest(remembered: Map<string, Failures>): void {
  const [oldest] = remembered.keys()
  if (oldest !== undefined) remembered.delete(oldest)
}
