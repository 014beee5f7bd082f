import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { LogEvent } from '../../functions/core/log-event.ts'
import type { LogSearch } from '../../functions/core/ports/event-log.ts'

const READ_AT_ONCE = 250

/** After so long others have their turn: tokens are issued in the same thread. */
const TURN_MS = 10

const BEHIND_EVERY_ID = ':'
const LAST_TIME = Date.UTC(9999, 11, 31)

/** `EventLog.search` over the events of a database, by the index of types where that helps. */
export function openEventSearch(database: DatabaseSync) {
  const where = 'log_id >= ? AND log_id < ? ORDER BY log_id DESC LIMIT ?'
  const everyType = database.prepare(`SELECT log_id, value FROM events WHERE ${where}`)
  const oneType = database.prepare(`SELECT log_id, value FROM events WHERE type = ? AND ${where}`)

  return async ({ matches, type, since, until, limit }: LogSearch): Promise<LogEvent[]> => {
    const first = since === undefined ? '' : firstIdOf(since)
    let before = until === undefined ? BEHIND_EVERY_ID : firstIdOf(until)
    const atOnce = matches === undefined ? Math.min(limit, READ_AT_ONCE) : READ_AT_ONCE
    const found: LogEvent[] = []
    let turn = performance.now()
    while (found.length < limit) {
      const rows =
        type === undefined
          ? everyType.all(first, before, atOnce)
          : oneType.all(type, first, before, atOnce)
      for (const row of rows) {
        const event: LogEvent = JSON.parse(String(row.value))
        if (matches === undefined || matches(event)) found.push(event)
        if (performance.now() - turn > TURN_MS) {
          await setImmediate()
          turn = performance.now()
        }
      }
      if (rows.length < atOnce) break
      before = String(rows.at(-1)?.log_id)
    }
    return found.slice(0, limit)
  }
}

/** What ids of a time, in milliseconds since the epoch, begin with. */
export function firstIdOf(time: number): string {
  if (time > LAST_TIME) return BEHIND_EVERY_ID
  return `900${new Date(Math.max(time, 0)).toISOString().replace(/\D/g, '')}`
}
