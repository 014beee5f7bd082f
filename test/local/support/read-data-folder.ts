import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'

/** Everything at rest but the secrets themselves and the first credentials, which are for their owner. */
export function readDataFolder(dataDir: string): [where: string, text: string][] {
  const rows = (name: string, table: string): [string, string][] => {
    const database = new DatabaseSync(join(dataDir, name), { readOnly: true })
    const all = database.prepare(`SELECT * FROM ${table}`).all()
    database.close()
    expect(all.length).toBeGreaterThan(0)
    return [[`${table} of ${name}`, JSON.stringify(all)]]
  }
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^tenant\.db|^credentials\.json$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
  return [
    ...rows('tenant.db', 'records'),
    ...rows('events.db', 'events'),
    ...files.map((file): [string, string] => [
      file.slice(dataDir.length),
      readFileSync(file, 'latin1'),
    ]),
  ]
}
