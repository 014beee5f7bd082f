import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LogEvent } from '../functions/core/log-event.ts'
import type { EventLog } from '../functions/core/ports.ts'
import { migrate } from './tenant-database.ts'

const MIGRATIONS = [
  'CREATE TABLE events (log_id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;',
]

export interface EventLogOptions {
  dataDir: string
  /** Gets each event once, in batches, besides the database: the terminal or standard output. */
  print: (events: LogEvent[]) => void
  /** Events beyond this many are forgotten, oldest first. */
  keepEvents: number
  keepDays: number
}

const WRITE_DELAY_MS = 100
const WRITE_AT_EVENTS = 256
const TRIM_EVERY_EVENTS = 1000
const DAY_MS = 86_400_000

/** `EventLog` in `events.db`: written in batches, so that an exchange does not wait for the disk. */
export function openEventLog(options: EventLogOptions): EventLog & { close: () => void } {
  const database = openDatabase(join(options.dataDir, 'events.db'))
  const insert = database.prepare('INSERT OR IGNORE INTO events VALUES (?, ?)')
  const ascending = database.prepare(
    'SELECT value FROM events WHERE log_id > ? ORDER BY log_id LIMIT ?',
  )
  const newest = database.prepare('SELECT value FROM events ORDER BY log_id DESC LIMIT ?')
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
    try {
      database.exec('BEGIN')
      for (const event of events) insert.run(event.log_id, JSON.stringify(event))
      trim(events)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      console.error(`${events.length} events could not be written to the log: ${error}`)
    }
    options.print(events)
  }

  function trim(events: LogEvent[]): void {
    sinceTrim += events.length
    if (sinceTrim < TRIM_EVERY_EVENTS) return
    sinceTrim = 0
    const oldest = new Date(Date.now() - options.keepDays * DAY_MS)
    trimAge.run(`900${oldest.toISOString().replace(/\D/g, '')}`)
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
    async list({ from, take, newestFirst }) {
      write()
      const rows = newestFirst ? newest.all(take) : ascending.all(from ?? '', take)
      return rows.map((row) => JSON.parse(String(row.value)))
    },
    close() {
      write()
      database.close()
    },
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000',
  )
  migrate(database, MIGRATIONS, file)
  return database
}
