import { LogQueryError, type Pattern, type PatternPart } from './log-query.ts'

/** How far a `q` has been read. */
export interface Cursor {
  readonly text: string
  at: number
}

const SPACE = /\s/
const ENDS_WORD = /[\s()[\]{}"]/

/** Goes on to the next thing that means something; whether there is one. */
export function skipSpaces(cursor: Cursor): boolean {
  while (SPACE.test(cursor.text[cursor.at] ?? '')) cursor.at++
  return cursor.at < cursor.text.length
}

/** Passes exactly this text when it comes next. */
export function take(cursor: Cursor, expected: string): boolean {
  if (!cursor.text.startsWith(expected, cursor.at)) return false
  cursor.at += expected.length
  return true
}

/** Passes `AND`, `OR`, `NOT` or `TO` when it comes next as a word of its own. */
export function takeKeyword(cursor: Cursor, keyword: string): boolean {
  const behind = cursor.text[cursor.at + keyword.length] ?? ' '
  return ENDS_WORD.test(behind) && take(cursor, keyword)
}

/** Passes `name:`, with spaces behind it, when that comes next. */
export function takeField(cursor: Cursor): string | undefined {
  const found = /(\*|[A-Za-z_][\w.]*):\s*/y
  found.lastIndex = cursor.at
  const [all, name] = found.exec(cursor.text) ?? ['']
  cursor.at += all.length
  return name
}

/** A word: up to a space, a parenthesis, a bracket or a quote. A backslash takes the next as it is. */
export function readWord(cursor: Cursor): Pattern {
  const pattern: PatternPart[] = []
  const start = cursor.at
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text[cursor.at] ?? ''
    if (ENDS_WORD.test(character)) break
    if (character === '\\') pattern.push(...readEscaped(cursor))
    else if (character === '*' || character === '?') pattern.push({ wildcard: character })
    else if (character === '~' || character === '^') throw notSupported(cursor)
    else pattern.push(...character.toLowerCase())
  }
  if (cursor.at === start) throw expected('a term', cursor)
  return pattern
}

/** What is between two quotes; nothing in it is a wildcard. */
export function readPhrase(cursor: Cursor): Pattern {
  const pattern: PatternPart[] = []
  const start = cursor.at
  for (cursor.at++; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text[cursor.at] ?? ''
    if (character === '\\') pattern.push(...readEscaped(cursor))
    else if (character !== '"') pattern.push(...character.toLowerCase())
    else {
      cursor.at++
      if (/[~^]/.test(cursor.text[cursor.at] ?? '')) throw notSupported(cursor)
      return pattern
    }
  }
  throw new LogQueryError('there is no closing " for the one', start)
}

/** What the query has instead of what was expected. */
export function expected(what: string, { text, at }: Cursor): LogQueryError {
  const found = at < text.length ? `"${text[at]}"` : 'the end'
  return new LogQueryError(`expected ${what}, found ${found}`, at)
}

function readEscaped(cursor: Cursor): string {
  cursor.at++
  const character = cursor.text[cursor.at]
  if (character === undefined) throw expected('a character behind the backslash', cursor)
  return character.toLowerCase()
}

function notSupported({ text, at }: Cursor): LogQueryError {
  return new LogQueryError(`"${text[at]}" is not supported, put the term in quotes,`, at)
}
