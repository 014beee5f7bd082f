import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementClient } from '../../support/management-client.ts'
import { AUTH0_MAJORS } from '../support/auth0-calls.ts'
import { type Auth0Sdk, startAuth0Sdk } from '../support/auth0-sdk.ts'
import { localServer } from '../support/local-server.ts'
import { apiScenarios } from './auth0-apis.ts'
import { clientScenarios } from './auth0-clients.ts'
import { credentialScenarios } from './auth0-credentials.ts'
import { grantScenarios } from './auth0-grants.ts'
import { hookScenarios } from './auth0-hooks.ts'
import { keyScenarios } from './auth0-keys.ts'
import { logScenarios } from './auth0-logs.ts'
import { type Auth0Scenario, readEvery } from './auth0-scenario.ts'
import { tenantScenarios } from './auth0-tenant.ts'

/** What this server does not have: connections, organizations and other kinds of keys. */
const NOT_HERE = [
  /^clients\.(connections\.|getEnabledConnections$|.*Cimd)/,
  /^clientGrants\.(organizations\.|getAllOrganizations$)/,
  /^keys\.((customSigning|encryption|networkAcls)\.|.*(Encryption|Wrapping))/,
  /^resourceServers\.search$/,
]

/** The releases that brought these calls. */
const CREDENTIALS_SINCE = 3
const KEYS_SINCE = 4

const server = localServer(['--https'])
const before = getCACertificates('default')
beforeAll(async () => {
  const authority = readFileSync(join(server().dataDir, 'tls', 'ca.pem'), 'utf8')
  setDefaultCACertificates([...before, authority])
  // The scenarios have hooks of their own, and count scopes without one.
  const plain = await managementClient(server())
  for (const { id } of await readEvery(plain, '/hooks')) await plain.delete(`/hooks/${id}`)
})
afterAll(() => setDefaultCACertificates(before))

describe.each(AUTH0_MAJORS)('auth0 %i, unmodified', (major) => {
  let started: Auth0Sdk
  beforeAll(async () => {
    started = await startAuth0Sdk(major, server())
  })
  afterAll(() => started.stop())

  const scenario: Auth0Scenario = {
    server,
    sdk: () => started,
    plain: () => managementClient(server()),
  }

  describe('clients', () => clientScenarios(scenario))
  if (major >= CREDENTIALS_SINCE) describe('credentials', () => credentialScenarios(scenario))
  describe('APIs', () => apiScenarios(scenario))
  describe('grants', () => grantScenarios(scenario))
  describe('logs and statistics', () => logScenarios(scenario))
  describe('tenant settings', () => tenantScenarios(scenario))
  describe('hooks', () => hookScenarios(scenario))

  it('works with a token that was obtained before, and under another name of the host', async () => {
    const { client_id: clientId, client_secret: clientSecret } = server().credentials.admin
    const { host, port } = new URL(server().url)
    const credentials = { clientId, clientSecret }
    const { access_token: token } = await started.token(credentials, {
      audience: `https://${host}/api/v2/`,
    })
    const byToken = started.client({ token })
    const elsewhere = started.client({ domain: `localhost:${port}`, ...credentials })
    for (const client of [byToken, elsewhere]) {
      expect(await client.call('clients.get', clientId)).toMatchObject({ client_id: clientId })
    }
  })

  if (major >= KEYS_SINCE) describe('signing keys', () => keyScenarios(scenario))

  it('has no other call of these resources', async () => {
    const uncalled = await started.uncalled()
    const isKnown = (method: string) => NOT_HERE.some((pattern) => pattern.test(method))
    expect(uncalled.filter((method) => !isKnown(method))).toEqual([])
  })
})
