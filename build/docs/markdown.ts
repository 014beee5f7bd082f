/** A table in Markdown; cells are Markdown themselves, `|` is escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

/** As code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** With a comma between the thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** Of milliseconds. */
export function seconds(milliseconds: number): string {
  return `${count(milliseconds / 1000)} seconds`
}

/** In KB or MB of 1,024. */
export function size(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`
}
