import type { DatabaseSync } from 'node:sqlite'
import type { LogEvent } from '../../functions/core/log-event.ts'
import type { LogDay } from '../../functions/core/ports/event-log.ts'

/** The exchanges of each day, counted as they are written: events are forgotten long before. */
export function openLogDays(database: DatabaseSync) {
  const count = database.prepare(
    `INSERT INTO days VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       issued = issued + excluded.issued, refused = refused + excluded.refused,
       hook_failed = hook_failed + excluded.hook_failed,
       first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
  )
  const select = database.prepare(
    `SELECT day, issued, refused, hook_failed AS hookFailed, first_at AS firstAt, last_at AS lastAt
     FROM days WHERE day BETWEEN ? AND ? ORDER BY day`,
  )
  return {
    /** Within the transaction that writes the events. */
    add(events: LogEvent[]): void {
      for (const { day, issued, refused, hookFailed, firstAt, lastAt } of summarize(events)) {
        count.run(day, issued, refused, hookFailed, firstAt, lastAt)
      }
    },
    /** Both ends included. */
    list(from: string, to: string): LogDay[] {
      return select.all(from, to).map((row) => ({ ...row }) as unknown as LogDay)
    },
  }
}

function summarize(events: LogEvent[]): Iterable<LogDay> {
  const days = new Map<string, LogDay>()
  for (const { type, date, details } of events) {
    if (type !== 'seccft' && type !== 'feccft') continue
    const day = date.slice(0, 10)
    const none = { day, issued: 0, refused: 0, hookFailed: 0, firstAt: date, lastAt: date }
    const known = days.get(day) ?? none
    days.set(day, {
      day,
      issued: known.issued + Number(type === 'seccft'),
      refused: known.refused + Number(type === 'feccft'),
      hookFailed:
        known.hookFailed + Number(type === 'feccft' && details.error === 'hookServerError'),
      firstAt: known.firstAt < date ? known.firstAt : date,
      lastAt: known.lastAt > date ? known.lastAt : date,
    })
  }
  return days.values()
}
