import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../migrate.ts'

/** Never edited, only added to. */
const MIGRATIONS = [
  'CREATE TABLE events (log_id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;',
  `ALTER TABLE events ADD COLUMN type TEXT;
   UPDATE events SET type = value ->> '$.type';
   CREATE INDEX events_by_type ON events (type, log_id);
   CREATE TABLE days (
     day TEXT PRIMARY KEY, issued INTEGER NOT NULL, refused INTEGER NOT NULL,
     hook_failed INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   INSERT INTO days
     SELECT substr(date, 1, 10), sum(type = 'seccft'), sum(type = 'feccft'),
       sum(type = 'feccft' AND error IS 'hookServerError'), min(date), max(date)
     FROM (SELECT type, value ->> '$.date' AS date, value ->> '$.details.error' AS error
           FROM events WHERE type IN ('seccft', 'feccft'))
     GROUP BY 1;`,
]

/**
 * Opens an `events.db`, made and migrated as needed. A crash of the machine may lose the latest
 * events, no more (WAL, synchronous=NORMAL). Throws when a newer release wrote the file.
 */
export function openEventLogDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000',
  )
  migrate(database, MIGRATIONS, file)
  return database
}
