import { join } from 'node:path'
import type { LogEvent } from '../../functions/core/log-event.ts'
import type { EventLog } from '../../functions/core/ports/event-log.ts'
import { openEventLogDatabase } from './event-log-database.ts'
import { openLogDays } from './log-days.ts'
import { firstIdOf, openEventSearch } from './search-events.ts'

export interface EventLogOptions {
  dataDir: string
  /** Gets each event once, in batches and as JSON too, besides the database: the terminal, say. */
  print: (events: LogEvent[], texts: string[]) => void
  /** Events beyond this many are forgotten, oldest first. */
  keepEvents: number
  keepDays: number
}

export const WRITE_DELAY_MS = 100
const WRITE_AT_EVENTS = 256
const TRIM_EVERY_EVENTS = 10_000
const DAY_MS = 86_400_000

/** `EventLog` in `events.db`: written in batches, so that an exchange does not wait for the disk. */
export function openEventLog(options: EventLogOptions): EventLog & { close: () => void } {
  const database = openEventLogDatabase(join(options.dataDir, 'events.db'))
  const days = openLogDays(database)
  const search = openEventSearch(database)
  const insert = database.prepare(
    'INSERT OR IGNORE INTO events (log_id, type, value) VALUES (?, ?, ?)',
  )
  const ascending = database.prepare(
    'SELECT value FROM events WHERE log_id > ? ORDER BY log_id LIMIT ?',
  )
  const one = database.prepare('SELECT value FROM events WHERE log_id = ?')
  const trimAge = database.prepare('DELETE FROM events WHERE log_id < ?')
  const trimCount = database.prepare(
    `DELETE FROM events WHERE log_id <=
       (SELECT log_id FROM events ORDER BY log_id DESC LIMIT 1 OFFSET ?)`,
  )
  let waiting: LogEvent[] = []
  let timer: NodeJS.Timeout | undefined
  let sinceTrim = TRIM_EVERY_EVENTS

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const events = waiting
    if (events.length === 0) return
    waiting = []
    const texts = events.map((event) => JSON.stringify(event))
    try {
      database.exec('BEGIN')
      const isNew = ({ log_id, type }: LogEvent, place: number) =>
        insert.run(log_id, type, texts[place] ?? '').changes === 1
      days.add(events.filter(isNew))
      trim(events)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      console.error(`${events.length} events could not be written to the log: ${error}`)
    }
    options.print(events, texts)
  }

  function trim(events: LogEvent[]): void {
    sinceTrim += events.length
    if (sinceTrim < TRIM_EVERY_EVENTS) return
    sinceTrim = 0
    trimAge.run(firstIdOf(Date.now() - options.keepDays * DAY_MS))
    trimCount.run(options.keepEvents)
  }

  return {
    append(event) {
      waiting.push(event)
      if (waiting.length >= WRITE_AT_EVENTS) write()
      else timer ??= setTimeout(write, WRITE_DELAY_MS)
    },
    async flush() {
      write()
    },
    async list({ from, take }) {
      write()
      return ascending.all(from ?? '', take).map((row) => JSON.parse(String(row.value)))
    },
    async search(wanted) {
      write()
      return search(wanted)
    },
    async get(logId) {
      write()
      const row = one.get(logId)
      return row && JSON.parse(String(row.value))
    },
    async countDays(from, to) {
      write()
      return days.list(from, to)
    },
    close() {
      write()
      database.close()
    },
  }
}
