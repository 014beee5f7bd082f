import type { LogSearch } from '../../core/ports/event-log.ts'
import type { LogQuery } from './log-query.ts'
import { hasWildcard, textOf } from './parse-term.ts'

type Narrowed = Pick<LogSearch, 'type' | 'since' | 'until'>

/** What is certain of every match of a query, so that a log need not be read whole. */
export function narrowLogQuery(query: LogQuery): Narrowed {
  switch (query.kind) {
    case 'all':
      return query.of.map(narrowLogQuery).reduce(intersect, {})
    case 'time':
      return { since: query.since, until: query.until }
    case 'term':
      return query.field === 'type' && !hasWildcard(query.pattern)
        ? { type: textOf(query.pattern) }
        : {}
    default:
      return {}
  }
}

function intersect(one: Narrowed, other: Narrowed): Narrowed {
  const type = one.type ?? other.type
  const since = Math.max(one.since ?? -Infinity, other.since ?? -Infinity)
  const until = Math.min(one.until ?? Infinity, other.until ?? Infinity)
  return {
    ...(type !== undefined && { type }),
    ...(since !== -Infinity && { since }),
    ...(until !== Infinity && { until }),
  }
}
