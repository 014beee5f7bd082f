import { style } from './print.ts'

/** One line for each property that has a value: its title, and it. */
export function formatProperties(properties: Record<string, unknown>): string {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined)
  const columns = Math.max(...entries.map(([title]) => title.length))
  return entries
    .map(([title, value]) => `${style('bold', title.padEnd(columns))}  ${inWords(value)}`)
    .join('\n')
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === 'string')
  return isList ? value.join(' ') : JSON.stringify(value)
}
