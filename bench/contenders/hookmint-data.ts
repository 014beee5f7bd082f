import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A data folder without a tenant. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hookmint-bench-'))
}

/** Takes the enabled hook out of a tenant whose server is stopped. */
export function disableHook(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'))
  database.exec(
    `UPDATE records SET value = json_remove(value, '$.hook') WHERE pk = 'T' AND sk = 'hot'`,
  )
  database.close()
}
