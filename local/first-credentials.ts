import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

interface Credentials {
  client_id: string
  client_secret: string
}

/** The two applications of a fresh tenant, as a person needs them: the store has only digests. */
export interface FirstCredentials {
  demo: Credentials & { audience: string }
  admin: Credentials
}

/** Where the credentials are kept, readable for the owner of the data folder alone. */
export function firstCredentialsFile(dataDir: string): string {
  return join(dataDir, 'credentials.json')
}

export async function writeFirstCredentials(
  dataDir: string,
  credentials: FirstCredentials,
): Promise<void> {
  const text = `${JSON.stringify(credentials, null, 2)}\n`
  await writeFileAtomically(firstCredentialsFile(dataDir), text, 0o600)
}

/** Undefined when the file was removed, as its owner may. */
export async function readFirstCredentials(dataDir: string): Promise<FirstCredentials | undefined> {
  try {
    return JSON.parse(await readFile(firstCredentialsFile(dataDir), 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
