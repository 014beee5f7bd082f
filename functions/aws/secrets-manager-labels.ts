/** Secrets Manager's own labels: on exactly one version, and on what was that before it. */
export const CURRENT = 'AWSCURRENT'
export const PREVIOUS = 'AWSPREVIOUS'

/** On a version without secrets that bears AWSCURRENT when no version of the hook's is left. */
export const EMPTY = 'empty'

const OURS = /^written-(\d+)-/
let lastMs = 0

/**
 * The label that a version bears while it is one of the hook's. It tells the order of writing, which
 * the service's own times (to the second, at best) do not.
 */
export function createLabel(requestToken: string, now: number): string {
  lastMs = Math.max(now, lastMs + 1)
  return `written-${lastMs}-${requestToken}`
}

/** When a version was written, in milliseconds since the epoch; undefined for one that is removed. */
export function writtenAt(labels: readonly string[] = []): number | undefined {
  const times = labels.flatMap((label) => OURS.exec(label)?.[1] ?? [])
  return times.length > 0 ? Math.max(...times.map(Number)) : undefined
}

/** The labels of a version in the order to take them off: ours last, for whoever has to try again. */
export function labelsToTakeOff(labels: readonly string[]): string[] {
  const ours = labels.filter((label) => OURS.test(label))
  return [...labels.filter((label) => label === PREVIOUS), ...ours]
}
