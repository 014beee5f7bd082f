import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { managementClient } from '../../../support/management-client.ts'
import { type Credentials, nextToken } from '../../management/auth0-scenario.ts'
import { type DeployCliMajor, deployCli } from './deploy-cli.ts'
import { named, readTenant, type TenantPicture } from './read-tenant.ts'
import type { TenantServer } from './tenant-server.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const TENANT = fixture('tenant')
const TENANT_LATER = fixture('tenant-later')

/** What the folders leave to the pipeline that imports them. */
export const BILLING: Credentials = {
  client_id: 'billingWorkerOfNorthwind00000001',
  client_secret: 'a-secret-that-the-billing-worker-brought-along',
}
export const PARTNER = 'partner 4711 of the ERP'
const KEYWORDS = {
  ENV: 'test',
  BILLING_CLIENT_ID: BILLING.client_id,
  BILLING_CLIENT_SECRET: BILLING.client_secret,
  ERP_PARTNER: PARTNER,
}
export const ORDERS = 'https://test.northwind.example/orders/'

/** A tenant after a run of the tool. */
export interface Step {
  tenant: TenantPicture
  /** The payload of the billing worker's next token for the orders. */
  token: Record<string, unknown>
  /** The writes that the server saw of the run, `patch /hooks/{id}`, sorted. */
  writes: string[]
}

export interface Migration {
  imported: Step
  importedAgain: Step
  /** Folders: the `directory` format, and the `yaml` one. */
  exports: { directory: string; yaml: string }
  /** Of each export into a tenant of its own. */
  copies: { directory: Step; yaml: Step }
  /** Imported with leave to delete. */
  changed: Step
}

/** A release takes a tenant through its life: into an empty one, again, out, elsewhere, changed. */
export async function migrate(
  major: DeployCliMajor,
  folder: string,
  [server, directoryCopy, yamlCopy]: [TenantServer, TenantServer, TenantServer],
): Promise<Migration> {
  const importInto = (to: TenantServer, input: string, settings = {}) =>
    takeStep(to, () => deployCli(major, to, ['import', '-i', input], { ...KEYWORDS, ...settings }))
  const exportAs = async (format: string) => {
    const output = join(folder, `${major}-${format}`)
    await deployCli(major, server, ['export', '-f', format, '-o', output])
    return output
  }

  const imported = await importInto(server, TENANT)
  const importedAgain = await importInto(server, TENANT)
  const [directory, yaml] = await Promise.all([exportAs('directory'), exportAs('yaml')])
  const [ofDirectory, ofYaml, changed] = await Promise.all([
    importInto(directoryCopy, directory),
    importInto(yamlCopy, join(yaml, 'tenant.yaml')),
    importInto(server, TENANT_LATER, { AUTH0_ALLOW_DELETE: 'true' }),
  ])
  return {
    imported,
    importedAgain,
    exports: { directory, yaml },
    copies: { directory: ofDirectory, yaml: ofYaml },
    changed,
  }
}

async function takeStep(server: TenantServer, run: () => Promise<string>): Promise<Step> {
  const before = (await server.events()).length
  await run()
  const writes = (await server.events()).slice(before).flatMap(describeWrite).sort()
  const tenant = await readTenant(server)
  return { tenant, token: await billingToken(server, tenant), writes }
}

/** An export carries no client secret: where the worker's own is unknown it gets another. */
async function billingToken(server: TenantServer, { clients }: TenantPicture) {
  const { client_id } = named(clients, 'Billing worker')
  if (client_id === BILLING.client_id) return nextToken(server, BILLING, ORDERS)
  const api = await managementClient(server)
  const { body } = await api.post(`/clients/${client_id}/rotate-secret`)
  return nextToken(server, body, ORDERS)
}

function describeWrite({
  type,
  details,
}: Awaited<ReturnType<TenantServer['events']>>[number]): string[] {
  if (type !== 'sapi' && type !== 'fapi') return []
  const { method, path } = details.request as { method: string; path: string }
  const [, resource, , ...rest] = path.replace('/api/v2', '').split('/')
  const place = method === 'post' && rest.length === 0 ? [resource] : [resource, '{id}', ...rest]
  return [`${method} /${place.join('/')}${type === 'fapi' ? ' refused' : ''}`]
}
