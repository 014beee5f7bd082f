import type { DatabaseSync } from 'node:sqlite'

/**
 * Brings a database to the latest schema in one transaction. Each entry of `migrations` leads from
 * the schema version of its index to the next; never edited, only added to. Throws when a newer
 * release wrote the file.
 */
export function migrate(database: DatabaseSync, migrations: string[], file: string): void {
  const row = database.prepare('PRAGMA user_version').get()
  const version = Number(row?.user_version)
  if (version > migrations.length) {
    throw new Error(
      `${file} has schema version ${version}, written by a newer release; ` +
        `this one knows ${migrations.length}. Start that release, or use another --data-dir.`,
    )
  }
  if (version === migrations.length) return
  database.exec(
    `BEGIN IMMEDIATE; ${migrations.slice(version).join(';')};
     PRAGMA user_version = ${migrations.length}; COMMIT`,
  )
}
