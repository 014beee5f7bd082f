/** A line of the metadata editor. */
export interface MetadataEntry {
  key: string
  value: string
}

export const MAX_METADATA_KEYS = 10

/** The lines for an application's metadata. */
export function entriesOf(metadata: Readonly<Record<string, string>> = {}): MetadataEntry[] {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }))
}

/** Why the lines cannot be saved; undefined when they can. */
export function problemOf(entries: readonly MetadataEntry[]): string | undefined {
  const keys = entries.map(({ key }) => key.trim())
  if (keys.some((key) => key === '')) return 'Each line needs a key.'
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) return `The key ${twice} is there twice.`
  return undefined
}

/** What a PATCH has to say to make the metadata what the lines are: `null` deletes a key. */
export function metadataChange(
  before: Readonly<Record<string, string>> = {},
  entries: readonly MetadataEntry[],
): Record<string, string | null> {
  const removed = Object.keys(before).map((key) => [key, null] as const)
  return Object.fromEntries([
    ...removed,
    ...entries.map(({ key, value }) => [key.trim(), value] as const),
  ])
}
