import type { EventLog } from '../../core/ports/event-log.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { ListLogsQuery } from '../contract/logs.ts'
import type { Answer } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { showLogEvent } from './show-log-event.ts'

const DEFAULT_TAKE = 50

/**
 * The events behind a checkpoint, oldest first, as a plain array whatever else was asked for. The
 * `Link` leads on; at the end of the log it leads here again, for when there is more.
 */
export async function listLogsFrom(
  log: EventLog,
  issuer: string,
  query: ListLogsQuery,
): Promise<Answer> {
  const { from = '', take = DEFAULT_TAKE } = query
  const events = await log.list({ from, take })
  const next = new URLSearchParams({ from: events.at(-1)?.log_id ?? from, take: String(take) })
  if (query.fields !== undefined) next.set('fields', query.fields)
  if (query.include_fields === false) next.set('include_fields', 'false')
  return {
    status: 200,
    body: events.map((event) => pickFields(showLogEvent(event), query)),
    headers: { link: `<${systemApiIdentifier(issuer)}logs?${next}>; rel="next"` },
  }
}
