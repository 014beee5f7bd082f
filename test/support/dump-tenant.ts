import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Every row of a tenant's database and every file below its data folder, logs and journals left out. */
export function dumpTenant(dataDir: string): { rows: unknown[]; files: string[] } {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'), { readOnly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    const rows = tables.flatMap(({ name }) =>
      database.prepare(`SELECT '${name}' AS "table", * FROM "${name}" ORDER BY 2, 3`).all(),
    )
    const files = readdirSync(dataDir, { recursive: true }).map(String)
    return { rows, files: files.filter((file) => !/\.(db|lock)(-\w+)?$/.test(file)).sort() }
  } finally {
    database.close()
  }
}
