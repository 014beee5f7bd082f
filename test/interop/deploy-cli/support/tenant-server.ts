import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { managementClient } from '../../../support/management-client.ts'
import { type StartedServer, startLocal } from '../../../support/start-local.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { readTenant } from './read-tenant.ts'

export interface TenantServer extends StartedServer {
  /** Ends the server and removes its data. */
  remove: () => Promise<void>
}

/** A local server of its own over https, trusted by this process, with nothing but its admin. */
export async function startEmptyTenant(): Promise<TenantServer> {
  const folder = await temporaryFolder()
  const server = await startLocal(folder.path, ['--https'])
  const remove = async () => {
    await server.stop()
    await folder.remove()
  }
  try {
    const authority = readFileSync(join(server.dataDir, 'tls', 'ca.pem'), 'utf8')
    setDefaultCACertificates([...getCACertificates('default'), authority])
    await emptyTenant(server)
  } catch (error) {
    await remove()
    throw error
  }
  return { ...server, remove }
}

async function emptyTenant(server: StartedServer): Promise<void> {
  const api = await managementClient(server)
  const { hooks, clients, apis } = await readTenant(server)
  for (const { id } of hooks) await api.delete(`/hooks/${id}`)
  for (const { client_id } of clients) await api.delete(`/clients/${client_id}`)
  for (const { id } of apis) await api.delete(`/resource-servers/${id}`)
}
