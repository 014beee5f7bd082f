/** Prints rows under a heading, the first column to the left, numbers to the right. */
export function printTable(heading: string, columns: string[], rows: string[][]): void {
  const widths = columns.map((column, place) =>
    Math.max(column.length, ...rows.map((row) => row[place]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    cells
      .map((cell, place) => {
        const width = widths[place] ?? 0
        return place === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
  console.log(`\n${heading}\n`)
  console.log(`  ${line(columns)}`)
  console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const row of rows) console.log(`  ${line(row)}`)
}

/** With a fixed number of decimals; `-` when it is not known. */
export function number(value: number | undefined, decimals: number): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(decimals)
}
