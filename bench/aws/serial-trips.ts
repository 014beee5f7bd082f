import type { Call } from './aws-services.ts'

/** How many calls had to wait for one another: the longest chain of them, one behind the other. */
export function serialTrips(calls: Call[]): number {
  const sorted = calls.toSorted((one, other) => one.cameAt - other.cameAt)
  const depths: number[] = []
  for (const [place, call] of sorted.entries()) {
    const before = sorted.slice(0, place)
    const depth = before.reduce(
      (most, { answeredAt }, earlier) =>
        answeredAt <= call.cameAt ? Math.max(most, depths[earlier] ?? 0) : most,
      0,
    )
    depths.push(depth + 1)
  }
  return Math.max(0, ...depths)
}
