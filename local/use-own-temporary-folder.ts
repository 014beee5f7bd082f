import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from './make-private-folder.ts'

/**
 * Lets the temporary files of this process lie in its data folder, and removes what a server that
 * was killed has left there, half a build say. To be called when the data folder is locked.
 */
export async function useOwnTemporaryFolder(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'tmp')
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await makePrivateFolder(folder)
  process.env.TMPDIR = folder
}
