import type { LogEvent } from '../../functions/core/log-event.ts'
import { createLogId } from '../../functions/core/log-id.ts'

/** A log event of a time in milliseconds since the epoch. */
export function buildLogEvent(now: number, description = ''): LogEvent {
  const id = createLogId(now)
  return {
    _id: id,
    log_id: id,
    date: new Date(now).toISOString(),
    type: 'seccft',
    description,
    client_id: 'client',
    client_name: 'name',
    ip: '127.0.0.1',
    user_agent: 'tests',
    hostname: 'localhost',
    audience: 'urn:api',
    scope: 'a b',
    details: { trace: { granted: ['a', 'b'] } },
  }
}
