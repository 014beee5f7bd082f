import { stripVTControlCharacters } from 'node:util'
import { style } from './print.ts'

const GAP = '  '
const PIPE_COLUMNS = Number.POSITIVE_INFINITY

/**
 * Rows in columns under their titles. On a terminal too narrow for them each row becomes a block of
 * lines instead: nothing is cut.
 */
export function formatTable(titles: readonly string[], rows: readonly string[][]): string {
  const widths = titles.map((title, column) => {
    return Math.max(width(title), ...rows.map((row) => width(row[column] ?? '')))
  })
  const total = widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length)
  const available = process.stdout.columns ?? PIPE_COLUMNS
  if (total > available) return rows.map((row) => block(titles, row)).join('\n\n')
  const line = (cells: readonly string[]) => {
    return cells
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd()
  }
  return [style('bold', line(titles)), ...rows.map(line)].join('\n')
}

function block(titles: readonly string[], row: readonly string[]): string {
  return row
    .map((cell, column) => (titles[column] ? `${style('bold', titles[column])} ${cell}` : cell))
    .filter((text) => text !== '')
    .join('\n')
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}

function width(text: string): number {
  return stripVTControlCharacters(text).length
}
