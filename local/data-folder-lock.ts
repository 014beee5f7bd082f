import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps a second server from the same data folder. The operating system ends the lock with the
 * process, however it ends. Throws when another process holds it.
 */
export function lockDataFolder(dataDir: string): { release: () => void } {
  const lock = new DatabaseSync(join(dataDir, 'server.lock'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new Error(
      `Another server uses the data folder ${dataDir}. Stop it, or choose another with --data-dir.`,
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}
