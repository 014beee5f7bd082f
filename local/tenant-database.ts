import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './migrate.ts'

/** Never edited, only added to. */
const MIGRATIONS = [
  `CREATE TABLE records (
     pk TEXT NOT NULL, sk TEXT NOT NULL, revision INTEGER NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (pk, sk)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secrets (
     hook_id TEXT NOT NULL, version_id TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (hook_id, version_id)
   ) STRICT, WITHOUT ROWID;`,
  // The order in which a hook's versions of its secrets were written.
  'ALTER TABLE secrets ADD COLUMN place INTEGER NOT NULL DEFAULT 0',
]

/**
 * Opens `tenant.db` of a data folder, made and migrated as needed. An acknowledged write survives
 * a crash of the machine (WAL, synchronous=FULL). Throws when a newer release wrote the file.
 */
export function openTenantDatabase(dataDir: string): DatabaseSync {
  const file = join(dataDir, 'tenant.db')
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  migrate(database, MIGRATIONS, file)
  return database
}
