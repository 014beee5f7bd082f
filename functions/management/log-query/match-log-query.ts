import type { LogEvent } from '../../core/log-event.ts'
import type { LogQuery, Pattern, RangeBound } from './log-query.ts'
import { matchPattern } from './match-pattern.ts'
import { hasWildcard, textOf } from './parse-term.ts'

type Matches = (event: LogEvent) => boolean

/** Where a term without a field is looked for. */
const BARE_FIELDS = ['description', 'client_name', 'type', 'ip', 'client_id', 'log_id']

/** Their words are matched one by one; of the other fields only the whole value. */
const TEXT_FIELDS = new Set(['description', 'client_name', 'user_agent', 'scope'])

const NO_WORD = /[^\p{L}\p{N}_]+/u

/** Whether an event is what a query asks for. Upper and lower case are the same. */
export function matchLogQuery(query: LogQuery): Matches {
  switch (query.kind) {
    case 'all': {
      const parts = query.of.map(matchLogQuery)
      return (event) => parts.every((matches) => matches(event))
    }
    case 'any': {
      const parts = query.of.map(matchLogQuery)
      return (event) => parts.some((matches) => matches(event))
    }
    case 'not': {
      const matches = matchLogQuery(query.of)
      return (event) => !matches(event)
    }
    case 'time':
      return ({ date }) => {
        const time = Date.parse(date)
        return time >= query.since && time < query.until
      }
    case 'exists':
      return (event) => valuesOf(event, query.field.split('.')).length > 0
    case 'range':
      return matchValues(query.field, (value) => isWithin(value, query.from, query.to))
    case 'term':
      return matchTerm(query.field, query.pattern)
  }
}

function matchTerm(field: string | undefined, pattern: Pattern): Matches {
  if (field !== undefined) return matchValues(field, matchValue(pattern, TEXT_FIELDS.has(field)))
  const parts = BARE_FIELDS.map((name) => matchTerm(name, pattern))
  return (event) => parts.some((matches) => matches(event))
}

function matchValues(field: string, matches: (value: string) => boolean): Matches {
  const path = field.split('.')
  return (event) =>
    valuesOf(event, path).some(
      (value) => typeof value !== 'object' && matches(String(value).toLowerCase()),
    )
}

/** What a property, or a path like `details.error`, has; a list has several values. */
function valuesOf(event: LogEvent, path: readonly string[]): unknown[] {
  let found: unknown = event
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return []
    found = found[name as keyof typeof found]
  }
  const values = Array.isArray(found) ? found : [found]
  return values.filter((value) => value !== undefined && value !== null && value !== '')
}

function matchValue(pattern: Pattern, isText: boolean): (value: string) => boolean {
  if (hasWildcard(pattern)) {
    const matchesWhole = (value: string) => matchPattern(pattern, value)
    if (!isText) return matchesWhole
    return (value) =>
      matchesWhole(value) || [/\s+/, NO_WORD].some((end) => value.split(end).some(matchesWhole))
  }
  const text = textOf(pattern)
  if (!isText) return (value) => value === text
  const words = spacedWords(text)
  if (words === ' ') return (value) => text !== '' && value.includes(text)
  return (value) => spacedWords(value).includes(words)
}

/** A text's words in their order, with a space around each. */
function spacedWords(text: string): string {
  return ` ${text.split(NO_WORD).filter(Boolean).join(' ')} `.replace(/^ +$/, ' ')
}

function isWithin(value: string, from?: RangeBound, to?: RangeBound): boolean {
  const isBehind =
    from === undefined || value > from.value || (from.isIncluded && value === from.value)
  const isBefore = to === undefined || value < to.value || (to.isIncluded && value === to.value)
  return isBehind && isBefore
}
