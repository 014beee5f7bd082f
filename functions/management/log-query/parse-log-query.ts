import { type Cursor, expected, skipSpaces, take, takeKeyword } from './cursor.ts'
import { EVERY_EVENT, type LogQuery, LogQueryError } from './log-query.ts'
import { parseTerm } from './parse-term.ts'

const MAX_DEPTH = 64

interface Clause {
  query: LogQuery
  /** Written as `+x`, or as `-x`, `!x` or `NOT x`. */
  sign?: '+' | '-'
}

/**
 * The part of Lucene's query syntax that log searches use: `type:feccft AND NOT client_name:test*`,
 * phrases, groups, ranges. Without an operator terms are alternatives, those with a sign are
 * conditions, as in Lucene. Throws `LogQueryError`.
 */
export function parseLogQuery(text: string): LogQuery {
  const cursor = { text, at: 0 }
  if (!skipSpaces(cursor)) return EVERY_EVENT
  const query = parseClauses(cursor, undefined, 0)
  if (skipSpaces(cursor)) throw new LogQueryError('there is no ( for the )', cursor.at)
  return query
}

/** Clauses up to the end or a closing parenthesis. */
function parseClauses(cursor: Cursor, field: string | undefined, depth: number): LogQuery {
  const clauses: (Clause & { isAfterOr: boolean })[] = []
  let isAfterOr = false
  do {
    clauses.push({ ...parseConjunction(cursor, field, depth), isAfterOr })
    skipSpaces(cursor)
    isAfterOr = takeKeyword(cursor, 'OR') || take(cursor, '||')
  } while (isAfterOr || ![undefined, ')'].includes(cursor.text[cursor.at]))
  const isCondition = ({ sign, isAfterOr }: (typeof clauses)[number], place: number) =>
    sign !== undefined && !isAfterOr && !clauses[place + 1]?.isAfterOr
  const conditions = clauses.filter(isCondition)
  const others = clauses.filter((clause) => !conditions.includes(clause))
  const alternatives: LogQuery[] =
    others.length > 0 && !conditions.some(({ sign }) => sign === '+')
      ? [combine('any', others)]
      : []
  return combine('all', [...conditions, ...alternatives.map((query) => ({ query }))])
}

function parseConjunction(cursor: Cursor, field: string | undefined, depth: number): Clause {
  const clauses = [parseClause(cursor, field, depth)]
  while (skipSpaces(cursor) && (takeKeyword(cursor, 'AND') || take(cursor, '&&'))) {
    clauses.push(parseClause(cursor, field, depth))
  }
  const [first] = clauses
  return clauses.length === 1 && first !== undefined ? first : { query: combine('all', clauses) }
}

function parseClause(cursor: Cursor, field: string | undefined, depth: number): Clause {
  skipSpaces(cursor)
  if (depth > MAX_DEPTH) throw new LogQueryError('the query is nested too deeply', cursor.at)
  if (takeKeyword(cursor, 'NOT') || take(cursor, '!') || take(cursor, '-')) {
    return { query: { kind: 'not', of: parseClause(cursor, field, depth + 1).query }, sign: '-' }
  }
  if (take(cursor, '+')) {
    return { query: parseClause(cursor, field, depth + 1).query, sign: '+' }
  }
  const isOperator = ['AND', 'OR', '&&', '||'].find((word) => takeKeyword({ ...cursor }, word))
  if (isOperator !== undefined) {
    throw new LogQueryError(`expected a term, found ${isOperator}`, cursor.at)
  }
  const query = parseTerm(cursor, field, (inner) => parseGroup(cursor, inner, depth + 1))
  return { query }
}

function parseGroup(cursor: Cursor, field: string | undefined, depth: number): LogQuery {
  const start = cursor.at
  take(cursor, '(')
  const query = parseClauses(cursor, field, depth)
  skipSpaces(cursor)
  if (take(cursor, ')')) return query
  if (cursor.at === cursor.text.length) {
    throw new LogQueryError('there is no closing ) for the (', start)
  }
  throw expected('a closing )', cursor)
}

function combine(kind: 'all' | 'any', clauses: readonly Clause[]): LogQuery {
  const of = clauses.map(({ query }) => query)
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind, of }
}
