import { distance } from 'fastest-levenshtein'

/** What was probably meant: a name that begins so, else the one with the fewest changed characters. */
export function closestName(wanted: string, names: readonly string[]): string | undefined {
  const text = wanted.toLowerCase()
  const beginning = names.filter((name) => text.length > 2 && name.toLowerCase().startsWith(text))
  if (beginning.length === 1) return beginning[0]
  const near = names
    .map((name) => ({ name, changes: distance(text, name.toLowerCase()) }))
    .filter(({ changes, name }) => changes <= Math.ceil(Math.max(text.length, name.length) / 3))
    .sort((a, b) => a.changes - b.changes)
  return near[0]?.name
}
