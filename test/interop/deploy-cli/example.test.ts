import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementClient } from '../../support/management-client.ts'
import { type Credentials, nextToken } from '../management/auth0-scenario.ts'
import {
  DEPLOY_CLI_MAJORS,
  type DeployCliMajor,
  deployCli,
  deployCliFolder,
} from './support/deploy-cli.ts'
import { named, readTenant } from './support/read-tenant.ts'
import { startEmptyTenant, type TenantServer } from './support/tenant-server.ts'

/** Release 7 brings the tool's own example, release 8 no longer does; both import it. */
const EXAMPLE = join(deployCliFolder(7), 'examples', 'directory')
const AUDIENCE = 'https://dev.myapp.com/api/v1'

interface Imported {
  server: TenantServer
  /** The example grants to an application that the tenant already has. */
  machine: Credentials
}

async function importExample(major: DeployCliMajor): Promise<Imported> {
  const server = await startEmptyTenant()
  servers.push(server)
  const api = await managementClient(server)
  const { body: machine } = await api.post('/clients', {
    name: 'My M2M',
    app_type: 'non_interactive',
  })
  await deployCli(major, server, ['import', '-i', EXAMPLE], {
    ENV: 'dev',
    AUTH0_TENANT_NAME: 'my-company',
  })
  return { server, machine }
}

const servers: TenantServer[] = []
const tenants = new Map<DeployCliMajor, Imported>()
beforeAll(async () => {
  await Promise.all(
    DEPLOY_CLI_MAJORS.map(async (major) => tenants.set(major, await importExample(major))),
  )
}, 300_000)
afterAll(() => Promise.all(servers.map((server) => server.remove())))

describe.each(DEPLOY_CLI_MAJORS)("auth0-deploy-cli %i with the tool's own example", (major) => {
  const tenant = (): Imported => {
    const found = tenants.get(major)
    if (found === undefined) throw new Error('The example was not imported')
    return found
  }

  it('stores the hook with a dependency that it never requires, its secret, and enables it', async () => {
    const { hooks } = await readTenant(tenant().server)
    const script = readFileSync(join(EXAMPLE, 'hooks', 'client-credentials-exchange.js'), 'utf8')
    expect(hooks).toEqual([
      {
        id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        name: 'cce-hook',
        triggerId: 'credentials-exchange',
        script,
        dependencies: { bcrypt: '3.0.6' },
        enabled: true,
        secrets: { 'api-key': '_VALUE_NOT_SHOWN_' },
        versions: [1],
      },
    ])
  })

  it('stores the application, the API and the grant', async () => {
    const { clients, apis, grants } = await readTenant(tenant().server)
    expect(named(clients, 'My SPA')).toMatchObject({
      app_type: 'spa',
      callbacks: ['https://dev.myapp.com/callback'],
      grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    })
    expect(named(apis, 'My API')).toMatchObject({
      identifier: AUDIENCE,
      token_lifetime_for_web: 7200,
      scopes: [{ value: 'write:messages' }, { value: 'read:messages' }],
    })
    expect(grants).toMatchObject([
      { client_id: tenant().machine.client_id, audience: AUDIENCE, scope: ['update:account'] },
    ])
  })

  it('gives the hook the value of its secret', async () => {
    const { server, machine } = tenant()
    expect(await nextToken(server, machine, AUDIENCE)).toMatchObject({ scope: 'update:account' })
    const { hooks } = await readTenant(server)
    const api = await managementClient(server)
    const changed = await api.patch(`/hooks/${named(hooks, 'cce-hook').id}`, {
      script: `module.exports = (client, scope, audience, { webtask }, cb) =>
        cb(null, { 'https://example.com/key': webtask.secrets['api-key'] })`,
    })
    expect(changed.status).toBe(200)
    const token = await nextToken(server, machine, AUDIENCE)
    expect(token).toHaveProperty(['https://example.com/key'], 'my custom api key')
  })
})
