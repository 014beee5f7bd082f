import type { Pair } from '../ui/pair.ts'

export const MAX_METADATA_KEYS = 10

/** The lines for an application's metadata. */
export function pairsOf(metadata: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(metadata).map(([name, value]) => ({ name, value }))
}

/** Why the lines cannot be saved; undefined when they can. */
export function problemOf(pairs: readonly Pair[]): string | undefined {
  const names = pairs.map(({ name }) => name.trim())
  if (names.some((name) => name === '')) return 'Each line needs a key.'
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice && `The key ${twice} is there twice.`
}

/** What a PATCH has to say to make the metadata what the lines are: `null` deletes a key. */
export function metadataChange(
  before: Readonly<Record<string, string>>,
  pairs: readonly Pair[],
): Record<string, string | null> {
  return Object.fromEntries([
    ...Object.keys(before).map((name) => [name, null] as const),
    ...pairs.map(({ name, value }) => [name.trim(), value] as const),
  ])
}
