import type { JsonObject } from '../../core/json.ts'
import type { EventLog } from '../../core/ports/event-log.ts'
import type { ListLogsQuery } from '../contract/logs.ts'
import { matchLogQuery } from '../log-query/match-log-query.ts'
import { narrowLogQuery } from '../log-query/narrow-log-query.ts'
import { pickFields } from '../pick-fields.ts'
import { showLogEvent } from './show-log-event.ts'

const DEFAULT_PER_PAGE = 50

/** What a search finds at most, as in the original: older matches are found by their dates. */
const MAX_FOUND = 1000

/** A page of the newest 1,000 matches; pages behind them are empty. */
export async function searchLogs(
  log: EventLog,
  query: ListLogsQuery,
): Promise<JsonObject | JsonObject[]> {
  const limit = query.per_page ?? DEFAULT_PER_PAGE
  const start = (query.page ?? 0) * limit
  const isOldestFirst = query.sort === 'date:1'
  const needed = isOldestFirst || query.include_totals ? MAX_FOUND : start + limit
  const found = await log.search({ ...filterOf(query), limit: Math.min(needed, MAX_FOUND) })
  if (isOldestFirst) found.reverse()
  const logs = found
    .slice(start, start + limit)
    .map((event) => pickFields(showLogEvent(event), query))
  if (!query.include_totals) return logs
  return { start, limit, length: logs.length, total: found.length, logs }
}

function filterOf({ q, search }: ListLogsQuery) {
  const given = [q, search].filter((query) => query !== undefined)
  if (given.length === 0) return {}
  const query = { kind: 'all', of: given } as const
  return { ...narrowLogQuery(query), matches: matchLogQuery(query) }
}
