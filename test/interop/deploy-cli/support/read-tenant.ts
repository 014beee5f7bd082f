import { managementClient } from '../../../support/management-client.ts'
import type { StartedServer } from '../../../support/start-local.ts'
import { readEvery } from '../../management/auth0-scenario.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into records of every shape
type Records = Record<string, any>[]

/** All that a tenant has but its admin and the Management API, as its answers show it. */
export interface TenantPicture {
  clients: Records
  apis: Records
  grants: Records
  /** Each with its `secrets`, and its `versions` by number. */
  hooks: Records
}

/** Reads everything through the Management API. */
export async function readTenant(server: StartedServer): Promise<TenantPicture> {
  const api = await managementClient(server)
  const admin = server.credentials.admin.client_id
  const isAdmins = ({ client_id }: Record<string, unknown>) => client_id === admin
  const clients = await readEvery(api, '/clients')
  const apis = await readEvery(api, '/resource-servers')
  const grants = await readEvery(api, '/client-grants')
  const hooks = (await readEvery(api, '/hooks')).map(async (hook) => {
    const secrets = await api.get(`/hooks/${hook.id}/secrets`)
    const versions = await readEvery(api, `/hooks/${hook.id}/versions`)
    return { ...hook, secrets: secrets.body, versions: versions.map(({ version }) => version) }
  })
  return {
    clients: byName(clients.filter((client) => !isAdmins(client))),
    apis: byName(apis.filter(({ is_system }) => is_system !== true)),
    grants: byName(grants.filter((grant) => !isAdmins(grant))),
    hooks: byName(await Promise.all(hooks)),
  }
}

/** What is left when one tenant is compared with another: names in place of ids. */
export function withoutIds({ clients, apis, grants, hooks }: TenantPicture): TenantPicture {
  const nameOf = new Map(clients.map(({ client_id, name }) => [client_id, name]))
  return {
    clients: clients.map(({ client_id, ...client }) => client),
    apis: apis.map(({ id, ...api }) => api),
    grants: byName(
      grants.map(({ id, client_id, ...grant }) => ({ ...grant, client: nameOf.get(client_id) })),
    ),
    hooks: hooks.map(({ id, versions, ...hook }) => hook),
  }
}

/** The record of a name; throws when there is none. */
export function named(records: Records, name: string): Records[number] {
  const found = records.find((record) => record.name === name)
  if (found === undefined) throw new Error(`There is no ${name} among ${JSON.stringify(records)}`)
  return found
}

function byName(records: Records): Records {
  const nameOf = ({ name, audience, client }: Records[number]) => name ?? `${audience} ${client}`
  return records.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
}
