import { join } from 'node:path'
import { writeFileAtomically } from './write-file-atomically.ts'

/** Leaves in the data folder where its server listens, for `hookmint init --local`. */
export async function writeServerAddress(dataDir: string, url: string): Promise<void> {
  await writeFileAtomically(join(dataDir, 'address'), `${url}\n`, 0o600)
}
