import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DEPLOY_CLI_MAJORS, type DeployCliMajor } from './support/deploy-cli.ts'
import { BILLING, type Migration, migrate, ORDERS, PARTNER } from './support/migration.ts'
import { named, withoutIds } from './support/read-tenant.ts'
import { startEmptyTenant, type TenantServer } from './support/tenant-server.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'

const claims = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`https://northwind.example/${name}`, value]),
  )

const servers: TenantServer[] = []
const migrations = new Map<DeployCliMajor, Migration>()
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  const startTenant = async () => {
    const server = await startEmptyTenant()
    servers.push(server)
    return server
  }
  await Promise.all(
    DEPLOY_CLI_MAJORS.map(async (major) => {
      const tenants = [await startTenant(), await startTenant(), await startTenant()] as const
      migrations.set(major, await migrate(major, folder.path, [...tenants]))
    }),
  )
}, 600_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.remove()))
  await folder.remove()
})

describe.each(DEPLOY_CLI_MAJORS)('auth0-deploy-cli %i with a tenant of ours', (major) => {
  const migration = (): Migration => {
    const found = migrations.get(major)
    if (found === undefined) throw new Error('The tenant was not imported')
    return found
  }

  it('imports it into an empty tenant, byte for byte', () => {
    const { clients, apis, grants, hooks } = withoutIds(migration().imported.tenant)
    expect(clients).toMatchObject([
      { name: 'Billing worker', client_metadata: { customer: 'C-1001', plan: 'gold' } },
      { name: 'Report batch', client_metadata: { plan: 'retired' } },
    ])
    expect(apis).toMatchObject([
      { name: 'Archive API', scopes: [{ value: 'read:archive' }] },
      {
        name: 'Orders API',
        identifier: ORDERS,
        token_lifetime: 3600,
        scopes: [{ value: 'read:orders' }, { value: 'write:orders' }],
      },
    ])
    expect(grants).toMatchObject([
      { client: 'Report batch', scope: ['read:archive'] },
      { client: 'Billing worker', audience: ORDERS, scope: ['read:orders'] },
    ])
    expect(hooks).toEqual([
      {
        name: 'add-customer-claims',
        triggerId: 'credentials-exchange',
        script: readScript('tenant', 'add-customer-claims'),
        dependencies: { lodash: '4.17.21' },
        enabled: true,
        secrets: { ERP_PARTNER: HIDDEN, ERP_ZONE: HIDDEN },
      },
      {
        name: 'refuse-retired-plans',
        triggerId: 'credentials-exchange',
        script: readScript('tenant', 'refuse-retired-plans'),
        dependencies: {},
        enabled: false,
        secrets: {},
      },
      {
        name: 'tell-crm',
        triggerId: 'post-user-registration',
        script: readScript('tenant', 'tell-crm'),
        dependencies: { request: '2.88.2' },
        enabled: true,
        secrets: { CRM_TOKEN: HIDDEN },
      },
    ])
  })

  it('keeps the client id and secret of an application: its next token has gone through the hook', () => {
    const { token } = migration().imported
    expect(token).toMatchObject({
      azp: BILLING.client_id,
      scope: 'read:orders customer:C-1001',
      ...claims({
        plan: 'gold',
        partner: createHash('sha256').update(PARTNER).digest('hex'),
        zone: 'zone of test',
      }),
    })
    expect(Number(token.exp) - Number(token.iat)).toBe(3600)
  })

  it('changes nothing when it is imported again, though the tool writes all of it each time', () => {
    const { imported, importedAgain } = migration()
    expect(importedAgain.tenant).toEqual(imported.tenant)
    expect(imported.tenant.hooks.map(({ versions }) => versions)).toEqual([[1], [1], []])
    const { iat, exp, ...token } = imported.token
    expect(importedAgain.token).toMatchObject(token)
    // It compares only names: what is there is patched with what the folder says of it.
    expect(importedAgain.writes).toEqual([
      'patch /client-grants/{id}',
      'patch /client-grants/{id}',
      'patch /clients/{id}',
      'patch /clients/{id}',
      'patch /hooks/{id}',
      'patch /hooks/{id}',
      'patch /hooks/{id}',
      'patch /hooks/{id}/secrets',
      'patch /hooks/{id}/secrets',
      'patch /resource-servers/{id}',
      'patch /resource-servers/{id}',
    ])
  })

  describe.each(['directory', 'yaml'] as const)('exported as %s', (format) => {
    it('has every hook with placeholders for its secrets, and none of their values', () => {
      const files = readFiles(migration().exports[format])
      const all = [...files.values()].join('\n')
      for (const name of ['ERP_PARTNER', 'ERP_ZONE', 'CRM_TOKEN']) {
        expect(all).toMatch(new RegExp(`${name}"?: "?${HIDDEN}`))
      }
      for (const value of [PARTNER, 'zone of test', 'a token of the CRM', BILLING.client_secret]) {
        expect(all).not.toContain(value)
      }
      for (const name of ['add-customer-claims', 'refuse-retired-plans', 'tell-crm']) {
        expect(files.get(join('hooks', `${name}.js`))).toBe(readScript('tenant', name))
      }
    })

    it('becomes an equal tenant elsewhere, hooks of triggers that do not run here included', () => {
      const { importedAgain, copies } = migration()
      const copy = withoutIds(copies[format].tenant)
      expect({ ...copy, clients: copy.clients.map(dropAdded) }).toEqual(
        withoutIds(importedAgain.tenant),
      )
    })

    it('leaves the secrets missing there: the hook runs without them', () => {
      const { token } = migration().copies[format]
      expect(token).toMatchObject({
        scope: 'read:orders customer:C-1001',
        ...claims({ plan: 'gold', partner: 'unknown', zone: 'unknown' }),
      })
    })
  })

  it('follows every change of the folder, and removes what is no longer in it', () => {
    const { imported, changed } = migration()
    const { clients, apis, grants, hooks } = changed.tenant
    const [worker, orders, hook] = [
      named(imported.tenant.clients, 'Billing worker'),
      named(imported.tenant.apis, 'Orders API'),
      named(imported.tenant.hooks, 'add-customer-claims'),
    ]
    expect(clients).toEqual([{ ...worker, client_metadata: { customer: 'C-2002' } }])
    const scopes = [
      { value: 'read:orders', description: 'Read orders' },
      { value: 'cancel:orders', description: 'Cancel orders' },
    ]
    expect(apis).toEqual([{ ...orders, token_lifetime: 600, scopes }])
    expect(grants).toMatchObject([
      { client_id: worker.client_id, scope: ['read:orders', 'cancel:orders'] },
    ])
    expect(hooks).toEqual([
      {
        ...hook,
        script: readScript('tenant-later', 'add-customer-claims'),
        dependencies: {},
        secrets: { ERP_ZONE: HIDDEN, ERP_CHANNEL: HIDDEN },
        versions: [2, 1],
      },
    ])
  })

  it('lets the next token follow: another script, other scopes, secrets changed, added and removed', () => {
    const { token } = migration().changed
    expect(token).toMatchObject({
      scope: 'read:orders cancel:orders',
      ...claims({
        customer: 'C-2002',
        partner: 'none',
        zone: 'later zone of test',
        channel: 'night',
      }),
    })
    expect(Number(token.exp) - Number(token.iat)).toBe(600)
  })
})

function readScript(tenant: string, hook: string): string {
  return readFileSync(new URL(`fixtures/${tenant}/hooks/${hook}.js`, import.meta.url), 'utf8')
}

/** Every file of a folder, by its path in it. */
function readFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    files.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const),
  )
}

/** Version 8 exports `cross_origin_auth` under its later name; the tenant keeps it as given. */
function dropAdded({ cross_origin_authentication, ...client }: Record<string, unknown>) {
  return client
}
