import {
  type Cursor,
  expected,
  readPhrase,
  readWord,
  skipSpaces,
  take,
  takeField,
  takeKeyword,
} from './cursor.ts'
import { EVERY_EVENT, type LogQuery, LogQueryError, type Pattern } from './log-query.ts'
import { parseLogDate } from './parse-log-date.ts'

/**
 * One term of a query: a word or a phrase, with a field before it or from a group around it, a
 * range, or what `parseGroup` reads behind a parenthesis.
 */
export function parseTerm(
  cursor: Cursor,
  around: string | undefined,
  parseGroup: (field: string | undefined) => LogQuery,
): LogQuery {
  const field = around ?? takeField(cursor)
  const next = cursor.text[cursor.at]
  if (next === '(') return parseGroup(field)
  if (field === '_exists_') return { kind: 'exists', field: fieldNameOf(cursor) }
  if (field !== undefined && (next === '[' || next === '{')) return parseRange(cursor, field)
  if (field !== undefined && (next === '<' || next === '>')) return parseComparison(cursor, field)
  const at = cursor.at
  const pattern = readValue(cursor)
  const isAnything = next !== '"' && pattern.every((part) => isWildcard(part, '*'))
  if (field === undefined || field === '*') {
    return isAnything ? EVERY_EVENT : { kind: 'term', field: undefined, pattern }
  }
  if (isAnything) return { kind: 'exists', field }
  if (field !== 'date' || hasWildcard(pattern)) return { kind: 'term', field, pattern }
  return { kind: 'time', ...readDate(pattern, at) }
}

export function hasWildcard(pattern: Pattern): boolean {
  return pattern.some((part) => typeof part !== 'string')
}

/** The text that a pattern without wildcards stands for. */
export function textOf(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === 'string' ? part : part.wildcard)).join('')
}

/** `[from TO to]`; a curly bracket leaves its bound out. */
function parseRange(cursor: Cursor, field: string): LogQuery {
  const start = cursor.at
  const isFromIncluded = cursor.text[cursor.at++] === '['
  skipSpaces(cursor)
  const from = { at: cursor.at, value: readValue(cursor), isIncluded: isFromIncluded }
  skipSpaces(cursor)
  if (!takeKeyword(cursor, 'TO')) throw expected('TO', cursor)
  skipSpaces(cursor)
  const to = { at: cursor.at, value: readValue(cursor), isIncluded: true }
  if (!skipSpaces(cursor)) {
    throw new LogQueryError('there is no closing bracket for the one', start)
  }
  if (take(cursor, '}')) to.isIncluded = false
  else if (!take(cursor, ']')) throw expected('a closing bracket', cursor)
  return rangeOf(field, from, to)
}

/** `>value`, `>=value`, `<value` or `<=value`. */
function parseComparison(cursor: Cursor, field: string): LogQuery {
  const isFrom = cursor.text[cursor.at++] === '>'
  const isIncluded = take(cursor, '=')
  const bound = { at: cursor.at, value: readValue(cursor), isIncluded }
  return isFrom ? rangeOf(field, bound, undefined) : rangeOf(field, undefined, bound)
}

interface ReadBound {
  value: Pattern
  isIncluded: boolean
  at: number
}

function rangeOf(field: string, from: ReadBound | undefined, to: ReadBound | undefined): LogQuery {
  const [first, last] = [from, to].map((bound) => (isOpen(bound) ? undefined : bound))
  if (field === 'date') {
    const start = first && readDate(first.value, first.at)
    const end = last && readDate(last.value, last.at)
    return {
      kind: 'time',
      since: (first?.isIncluded ? start?.since : start?.until) ?? -Infinity,
      until: (last?.isIncluded ? end?.until : end?.since) ?? Infinity,
    }
  }
  return { kind: 'range', field, from: first && asText(first), to: last && asText(last) }
}

function isOpen(bound: ReadBound | undefined): boolean {
  return bound === undefined || (bound.value.length === 1 && isWildcard(bound.value[0], '*'))
}

function asText({ value, isIncluded, at }: ReadBound) {
  if (hasWildcard(value)) throw new LogQueryError('a range takes no wildcard but a single *', at)
  return { value: textOf(value), isIncluded }
}

function readDate(pattern: Pattern, at: number): { since: number; until: number } {
  const date = parseLogDate(textOf(pattern))
  if (date !== undefined) return date
  throw new LogQueryError('expected a date like 2026-11-01 or 2026-11-01T10:00:00Z', at)
}

function readValue(cursor: Cursor): Pattern {
  return cursor.text[cursor.at] === '"' ? readPhrase(cursor) : readWord(cursor)
}

/** Names keep their case. */
function fieldNameOf(cursor: Cursor): string {
  const start = cursor.at
  readWord(cursor)
  return cursor.text.slice(start, cursor.at)
}

function isWildcard(part: Pattern[number] | undefined, wildcard: string): boolean {
  return typeof part === 'object' && part.wildcard === wildcard
}
