import { cpSync, existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { makePrivateFolder } from './make-private-folder.ts'

const HELP = `Copy a tenant's data folder, also while its server runs.

Usage: npm run backup -- TARGET [--data-dir DIR]

TARGET must not exist yet. The copy is a data folder itself: to restore it, stop the server and
start with it (npm start -- --data-dir TARGET), or put it in the place of the old one.

Example:
  npm run backup -- ../hookmint-backup-$(date +%F)
`

const DATABASES = ['tenant.db', 'events.db']
/** Copied after the records that name them: keys and versions are there before their records. */
const FILES = ['keys', 'hooks', 'tls', 'credentials.json']

async function copyTenant(dataDir: string, target: string): Promise<void> {
  if (!existsSync(join(dataDir, 'tenant.db'))) {
    throw new Error(`There is no tenant in ${dataDir}. Name its folder: --data-dir DIR`)
  }
  if (existsSync(target)) throw new Error(`${target} exists already. Choose another folder.`)
  await makePrivateFolder(target)
  try {
    for (const name of DATABASES) await copyDatabase(join(dataDir, name), join(target, name))
    for (const name of FILES) {
      const source = join(dataDir, name)
      if (existsSync(source)) cpSync(source, join(target, name), { recursive: true })
    }
  } catch (error) {
    rmSync(target, { recursive: true, force: true })
    throw error
  }
}

/** A consistent copy, whatever is being written meanwhile. */
async function copyDatabase(file: string, target: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    await backup(database, target)
  } finally {
    database.close()
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string', default: 'data' },
      help: { type: 'boolean', default: false },
    },
  })
  const [target] = positionals
  if (values.help || target === undefined || positionals.length > 1) {
    process.stdout.write(HELP)
    process.exitCode = values.help ? 0 : 2
    return
  }
  await copyTenant(resolve(values['data-dir']), resolve(target))
  console.log(`Copied ${resolve(values['data-dir'])} to ${resolve(target)}`)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
