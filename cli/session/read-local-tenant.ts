import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CliError } from '../cli-error.ts'
import { readPrivateFile } from './private-file.ts'
import { type Profile, tenantUrl } from './profile.ts'

/** What `npm start` leaves in its data folder for its owner. */
interface LocalCredentials {
  admin: { client_id: string; client_secret: string }
  demo?: { client_id: string; client_secret: string; audience: string }
}

const DEFAULT_URL = 'http://127.0.0.1:3000/'

/**
 * A profile of the tenant that `npm start` or `hookmint start` keeps in a data folder. Without an
 * address it is where the server of the folder listens, or did last.
 */
export async function readLocalTenant(
  dataDir: string,
  address: string | undefined,
): Promise<Profile> {
  const file = join(resolve(dataDir), 'credentials.json')
  const credentials = (await readPrivateFile(file)) as LocalCredentials | undefined
  if (credentials === undefined) {
    throw new CliError('not_found', `There is no ${file}.`, {
      hint: 'hookmint start (or npm start) makes it. If it was removed: hookmint start --new-admin shows new credentials.',
    })
  }
  const { admin, demo } = credentials
  const url = tenantUrl(address ?? (await readAddress(dataDir)))
  return {
    url,
    ...admin,
    ...(url.startsWith('https:') && { ca_file: join(resolve(dataDir), 'tls', 'ca.pem') }),
    ...(demo && { demo }),
  }
}

async function readAddress(dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, 'address'), 'utf8').catch(() => '')
  return text.trim() || DEFAULT_URL
}
