import { join, resolve } from 'node:path'
import { CliError } from '../cli-error.ts'
import type { Profile } from '../profile.ts'
import { readPrivateFile } from './private-file.ts'

/** What `npm start` leaves in its data folder for its owner. */
interface LocalCredentials {
  admin: { client_id: string; client_secret: string }
  demo?: { client_id: string; client_secret: string; audience: string }
}

/** A profile of the tenant that `npm start` or `hookmint start` keeps in a data folder. */
export async function readLocalTenant(dataDir: string, url: string): Promise<Profile> {
  const file = join(resolve(dataDir), 'credentials.json')
  const credentials = (await readPrivateFile(file)) as LocalCredentials | undefined
  if (credentials === undefined) {
    throw new CliError('not_found', `There is no ${file}.`, {
      hint: 'hookmint start (or npm start) makes it. If it was removed: hookmint start --new-admin shows new credentials.',
    })
  }
  const { admin, demo } = credentials
  return {
    url,
    ...admin,
    ...(url.startsWith('https:') && { ca_file: join(resolve(dataDir), 'tls', 'ca.pem') }),
    ...(demo && { demo }),
  }
}
