/** The middle of some numbers; NaN of none. */
export function median(values: ArrayLike<number>): number {
  return quantile(Float64Array.from(values).sort(), 0.5)
}

/** Between neighbours in proportion; `sorted` ascending, `part` from 0 to 1. */
export function quantile(sorted: Float64Array, part: number): number {
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

/** A difference and where it lies with 95 % confidence. */
export interface Difference {
  value: number
  low: number
  high: number
}

/**
 * The median of `a` less that of `b`, with a percentile bootstrap: both are drawn anew, with
 * repetition, `draws` times.
 */
export function medianDifference(a: Float64Array, b: Float64Array, draws: number): Difference {
  const differences = Float64Array.from({ length: draws }, () => medianOfDraw(a) - medianOfDraw(b))
  differences.sort()
  return {
    value: median(a) - median(b),
    low: quantile(differences, 0.025),
    high: quantile(differences, 0.975),
  }
}

function medianOfDraw(values: Float64Array): number {
  const draw = values.map(() => values[Math.floor(Math.random() * values.length)] ?? Number.NaN)
  return quantile(draw.sort(), 0.5)
}
