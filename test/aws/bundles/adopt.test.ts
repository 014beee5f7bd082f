import { LambdaClient } from '@aws-sdk/client-lambda'
import { RestoreSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import {
  findLeftovers,
  type LeftoverClients,
  type Leftovers,
} from '../../../cli/aws/find-leftovers.ts'
import { removeLeftovers } from '../../../cli/aws/remove-leftovers.ts'
import { callDecisions } from '../../support/deployed/call-decisions.ts'
import {
  type DeployedTenant,
  startDeployedTenant,
} from '../../support/deployed/start-deployed-tenant.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { serveNpmRegistry } from '../../support/npm-registry.ts'
import { postForm, type TokenServer } from '../../support/token-client.ts'

const AUDIENCE = 'https://api.example.com/'
const scriptOf = (version: number) => `const greet = require('greet')
module.exports = (client, scope, audience, context, cb) => {
  cb(null, { scope, 'https://foo.com/said': greet(context.webtask.secrets.WORD) + ' ${version}' })
}`

let registry: Awaited<ReturnType<typeof serveNpmRegistry>>
let tenant: DeployedTenant
let api: ManagementClient
let client: { client_id: string; client_secret: string }
let hookId: string
/** Of the first stack, with the hook's second version. */
let oldToken: string
let tableName: string
let generation = 1
beforeAll(async () => {
  registry = await serveNpmRegistry()
  const files = { 'index.js': "module.exports = (word) => 'hello ' + word" }
  registry.publish('greet', '1.0.0', { files })
  tenant = await startDeployedTenant(inject('functionsDir'), { registry: registry.url })
  tableName = tenant.outputs().TableName
  expect((await tenant.callStack('Create')).Status).toBe('SUCCESS')
  await signIn()
  await makeClient()
  await makeHook()
  oldToken = await tokenOf()
})
afterAll(async () => {
  await tenant?.close()
  await registry?.close()
})

const ask = () =>
  postForm(tenant.url, { grant_type: 'client_credentials', audience: AUDIENCE, ...client })

async function tokenOf(): Promise<string> {
  const issued = await ask()
  expect(issued.status, JSON.stringify(issued.body)).toBe(200)
  return String(issued.body.access_token)
}

/** As an API does that knows the tenant's address. */
async function verify(token: string) {
  const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', tenant.url))
  return (await jwtVerify(token, keys, { audience: AUDIENCE })).payload
}

async function said(): Promise<unknown> {
  return (await verify(await tokenOf()))['https://foo.com/said']
}

/** With the credentials that the stack's own secret holds. */
async function signIn(): Promise<void> {
  api = await managementClient({ url: tenant.url } as TokenServer, await tenant.adminCredentials())
  expect((await api.get('/hooks')).status).toBe(200)
}

async function makeClient(): Promise<void> {
  await api.post('/resource-servers', {
    identifier: AUDIENCE,
    name: 'Example',
    scopes: [{ value: 'read:data' }],
  })
  const { body } = await api.post('/clients', { name: 'demo', app_type: 'non_interactive' })
  client = { client_id: body.client_id, client_secret: body.client_secret }
  const grant = { client_id: client.client_id, audience: AUDIENCE, scope: ['read:data'] }
  expect((await api.post('/client-grants', grant)).status).toBe(201)
}

async function makeHook(): Promise<void> {
  const hook = { name: 'said', triggerId: 'credentials-exchange', script: scriptOf(1) }
  const saved = await api.post('/hooks', { ...hook, dependencies: { greet: '1.0.0' } })
  expect(saved.status, JSON.stringify(saved.body)).toBe(201)
  hookId = saved.body.id
  await api.post(`/hooks/${hookId}/secrets`, { WORD: 'bar' })
  await api.patch(`/hooks/${hookId}`, { enabled: true })
  expect(await said()).toBe('hello bar 1')
  await api.patch(`/hooks/${hookId}`, { script: scriptOf(2) })
  expect(await said()).toBe('hello bar 2')
}

/** The next stack of the account: `cdk deploy`, with what the operator's settings say. */
async function deployAgain(settings: object) {
  const { services } = tenant
  generation += 1
  const differences = { registry: registry.url, settings, services, generation }
  tenant = await startDeployedTenant(inject('functionsDir'), differences)
  return tenant.callStack('Create')
}

/** `hookmint destroy`, behind `cdk destroy`. */
async function removeWhatIsLeft(): Promise<Leftovers> {
  const { lambda, secrets } = tenant.services
  const clients: LeftoverClients = {
    lambda: new LambdaClient({ endpoint: lambda.endpoint }),
    secretsManager: new SecretsManagerClient({ endpoint: secrets.endpoint }),
  }
  const leftovers = await findLeftovers(clients, 'hookmint-main')
  await removeLeftovers(clients, leftovers)
  return leftovers
}

const notAllowed = () => callDecisions(tenant).filter((decision) => !decision.endsWith(': allowed'))

describe('a stack on the table that an earlier one left (emulated)', () => {
  it('is of the same tenant: its issuer, keys and clients; the admin of the secret is new', async () => {
    const before = await tenant.adminCredentials()
    const { issuer } = tenant
    await tenant.destroy()
    expect(tenant.lambda.functions.has(`hookmint-main-hook-${hookId}`)).toBe(true)
    const made = await deployAgain({ adopt: { tableName } })
    const admin = await tenant.adminCredentials()
    expect(made).toMatchObject({
      Status: 'SUCCESS',
      Data: { Issuer: issuer, AdminClientId: admin.client_id },
    })
    expect(admin.client_id).not.toBe(before.client_id)
    expect(tenant.outputs().TableName).toBe(tableName)
    expect((await verify(oldToken)).iss).toBe(issuer)
    await signIn()
    // The one before is an application like others.
    await managementClient({ url: tenant.url } as TokenServer, before)
  })

  it('runs no hook before it is built again: its function has the role of the earlier stack', async () => {
    expect((await ask()).status).toBe(500)
    const { body } = await api.get(`/hooks/${hookId}/status`)
    expect(body).toMatchObject({ version: 2, deployed: false })
    const rebuilt = await api.post(`/hooks/${hookId}/versions/2/rebuild`)
    expect(rebuilt.status, JSON.stringify(rebuilt.body)).toBe(200)
    expect(await said()).toBe('hello bar 2')
  })

  it('goes back to a version of the earlier stack', async () => {
    expect((await api.post(`/hooks/${hookId}/versions/1/deploy`)).status).toBe(200)
    expect(await said()).toBe('hello bar 1')
    expect((await api.post(`/hooks/${hookId}/versions/2/deploy`)).status).toBe(200)
    expect(await said()).toBe('hello bar 2')
  })

  it('names the host of the earlier stack as the issuer until it is told another', async () => {
    expect((await verify(await tokenOf())).iss).not.toBe(tenant.issuer)
    const { Url: issuer } = tenant.outputs()
    await tenant.invoke('bootstrap', { action: 'change-issuer', issuer })
    expect((await verify(await tokenOf())).iss).toBe(issuer)
    await signIn()
  })

  it('calls nothing that its roles, and the policies of the earlier keys, do not allow', async () => {
    expect((await api.post('/keys/signing/rotate', { force: true })).status).toBe(201)
    expect(await said()).toBe('hello bar 2')
    expect(notAllowed()).toEqual([])
    expect(tenant.calls.filter(({ operation }) => operation === 'Sign').length).toBeGreaterThan(3)
  })

  it('is not left for an empty one by a deployment that forgets the setting', async () => {
    const answer = await tenant.update({})
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining(`That of this stack is in ${tableName}`),
    })
    expect(await said()).toBe('hello bar 2')
    expect((await tenant.update({ adopt: { tableName }, logRetentionDays: 30 })).Status).toBe(
      'SUCCESS',
    )
    expect(await said()).toBe('hello bar 2')
  })
})

describe('a stack on the table when hooks have left nothing either (emulated)', () => {
  it('has everything once secrets are restored and hooks built again', async () => {
    await tenant.destroy()
    const left = await removeWhatIsLeft()
    expect(left.functions).toEqual([`hookmint-main-hook-${hookId}`])
    expect(left.secrets).toEqual([`hookmint-main/hooks/${hookId}`])
    expect((await deployAgain({ adopt: { tableName } })).Status).toBe('SUCCESS')
    await signIn()
    expect((await api.get(`/hooks/${hookId}/status`)).body.deployed).toBe(false)
    // Version 1 of the function is not version 1 of the hook from now on.
    await api.post(`/hooks/${hookId}/versions/2/rebuild`)
    expect((await ask()).status).toBe(503)
    const manager = new SecretsManagerClient({ endpoint: tenant.services.secrets.endpoint })
    for (const SecretId of left.secrets) await manager.send(new RestoreSecretCommand({ SecretId }))
    expect(await said()).toBe('hello bar 2')
    await api.post(`/hooks/${hookId}/versions/1/deploy`)
    expect(await said()).toBe('hello bar 1')
  })

  it('takes secrets anew when they cannot be restored any more', async () => {
    tenant.services.secrets.secrets.delete(`hookmint-main/hooks/${hookId}`)
    const set = await api.patch(`/hooks/${hookId}/secrets`, { WORD: 'anew' })
    expect(set.status, JSON.stringify(set.body)).toBe(201)
    expect(await said()).toBe('hello anew 1')
    expect(notAllowed()).toEqual([])
  })
})

describe('a stack whose keys are lost (emulated)', () => {
  it('signs again with new ones, and old tokens stay valid', async () => {
    const token = await tokenOf()
    tenant.kms.keys.clear()
    expect((await ask()).status).toBe(503)
    const admin = await tenant.adminCredentials()
    expect(
      (
        await postForm(tenant.url, {
          grant_type: 'client_credentials',
          audience: `${tenant.url}api/v2/`,
          ...admin,
        })
      ).status,
    ).toBe(503)
    const made = await tenant.invoke<{ kid: string }>('bootstrap', { action: 'new-keys' })
    expect(made?.kid).toMatch(/^[\w-]{43}$/)
    expect(await said()).toBe('hello anew 1')
    expect(await verify(token)).toMatchObject({ 'https://foo.com/said': 'hello anew 1' })
    await signIn()
    const { body: keys } = await api.get('/keys/signing')
    expect(keys.find((key: { current?: boolean }) => key.current).kid).toBe(made?.kid)
    expect(notAllowed().filter((decision) => !isOfALostKey(decision))).toEqual([])
  })

  /** No policy is known of a key that is not there. */
  function isOfALostKey(decision: string): boolean {
    const [, action = '', resource = ''] = decision.split(' ')
    return action.startsWith('kms:') && !tenant.kms.keys.has(resource.replace(/:$/, ''))
  }
})

describe('a stack of another name on the table (emulated)', () => {
  it('is refused, and told the right one', async () => {
    await tenant.destroy()
    const answer = await deployAgain({ tenant: 'other', adopt: { tableName } })
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/deploy with tenant=main, not other$/),
    })
  })
})
