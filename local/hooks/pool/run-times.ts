/** Of the newest run in the mean. */
const MEAN_WEIGHT = 1 / 16
/** Of the best with each run, so that past ones are forgotten. */
const BEST_GROWTH = 1.05

/** How long a version's runs take, in milliseconds, over the last few dozen. */
export interface RunTimes {
  add(runMs: number): void
  readonly meanMs: number
  /** What a run takes when nothing is in its way. Infinite before the first. */
  readonly bestMs: number
}

export function createRunTimes(): RunTimes {
  let meanMs = 0
  let bestMs = Number.POSITIVE_INFINITY
  return {
    add(runMs) {
      meanMs += (runMs - meanMs) * MEAN_WEIGHT
      bestMs = Math.min(runMs, bestMs * BEST_GROWTH)
    },
    get meanMs() {
      return meanMs
    },
    get bestMs() {
      return bestMs
    },
  }
}
