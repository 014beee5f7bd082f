/** Reads an option that may be given again. */
export function gather(value: string, before: string[]): string[] {
  return [...before, value]
}

/** Scopes: each word, however often the option is given. */
export function gatherScopes(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), ...value.split(/[\s,]+/).filter((scope) => scope !== '')]
}

/** `key=value`; a value that is missing or empty stands for none. */
export function gatherPairs(
  value: string,
  before: Record<string, string | null> | undefined,
): Record<string, string | null> {
  const [, key = '', text = ''] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? []
  return { ...before, [key]: text === '' ? null : text }
}
