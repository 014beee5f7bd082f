import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { JsonObject } from '../../../functions/core/json.ts'
import { AwsFault } from '../../support/aws/serve-fake.ts'
import { callDecisions } from '../../support/deployed/call-decisions.ts'
import {
  type DeployedTenant,
  ISSUER,
  startDeployedTenant,
} from '../../support/deployed/start-deployed-tenant.ts'
import { callManagement } from '../../support/management-client.ts'
import { serveNpmRegistry } from '../../support/npm-registry.ts'
import { postForm, postToken } from '../../support/token-client.ts'

const AUDIENCE = 'https://api.example.com/'
const SCRIPT = `const greet = require('greet')
module.exports = (client, scope, audience, context, cb) => {
  const claim = greet(context.webtask.secrets.WORD)
  cb(null, { scope: [...scope, 'extra'], 'https://foo.com/claim': claim })
}`

describe('the shipped bundles, from bootstrap on (emulated)', () => {
  let registry: Awaited<ReturnType<typeof serveNpmRegistry>>
  let tenant: DeployedTenant
  let token: string
  let client: { client_id: string; client_secret: string }
  let hookId: string
  beforeAll(async () => {
    registry = await serveNpmRegistry()
    const files = { 'index.js': "module.exports = (word) => 'hello ' + word" }
    registry.publish('greet', '1.0.0', { files })
    tenant = await startDeployedTenant(inject('functionsDir'), { registry: registry.url })
  })
  afterAll(async () => {
    await tenant?.close()
    await registry.close()
  })

  const manage = (method: string, path: string, body?: JsonObject | unknown[]) =>
    callManagement(tenant.url, token, method, path, body)
  const ask = () =>
    postForm(tenant.url, { grant_type: 'client_credentials', audience: AUDIENCE, ...client })
  async function adminToken(credentials: { client_id: string; client_secret: string }) {
    const grant = { grant_type: 'client_credentials', audience: `${ISSUER}api/v2/` }
    const issued = await postToken(tenant.url, { ...grant, ...credentials })
    expect(issued.status, JSON.stringify(issued.body)).toBe(200)
    return String(issued.body.access_token)
  }
  async function verified() {
    const issued = await ask()
    expect(issued.status, JSON.stringify(issued.body)).toBe(200)
    const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', tenant.url))
    const wanted = { issuer: ISSUER, audience: AUDIENCE }
    return (await jwtVerify(String(issued.body.access_token), keys, wanted)).payload
  }

  it('make the tenant once, and leave it as it is when the stack changes or goes', async () => {
    const made = await tenant.callStack('Create')
    const admin = await tenant.adminCredentials()
    expect(made).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'tenant-main',
      Data: { Issuer: ISSUER, AdminClientId: admin.client_id },
    })
    expect(await tenant.callStack('Update', 'https://other.example.com/')).toMatchObject({
      Status: 'SUCCESS',
      Data: { Issuer: ISSUER, AdminClientId: admin.client_id },
    })
    expect(await tenant.callStack('Delete')).toMatchObject({ Status: 'SUCCESS' })
    expect(await tenant.adminCredentials()).toEqual(admin)
  })

  it('give the admin a token, with which an API, an application and a grant are made', async () => {
    token = await adminToken(await tenant.adminCredentials())
    const api = { identifier: AUDIENCE, name: 'Example', scopes: [{ value: 'read:data' }] }
    expect((await manage('POST', '/resource-servers', api)).status).toBe(201)
    const made = await manage('POST', '/clients', { name: 'demo', app_type: 'non_interactive' })
    client = { client_id: made.body.client_id, client_secret: made.body.client_secret }
    const grant = { client_id: client.client_id, audience: AUDIENCE, scope: ['read:data'] }
    expect((await manage('POST', '/client-grants', grant)).status).toBe(201)
    expect(await verified()).toMatchObject({ scope: 'read:data' })
  })

  it('find an API by the identifier in a path, which API Gateway decodes', async () => {
    const found = await manage('GET', `/resource-servers/${encodeURIComponent(AUDIENCE)}`)
    expect(found.body).toMatchObject({ identifier: AUDIENCE })
  })

  it('try a hook without saving it', async () => {
    const payload = { client_id: client.client_id, audience: AUDIENCE }
    const script = 'module.exports = (c, s, a, x, cb) => cb(null, { scope: ["tried"] })'
    const tried = await manage('POST', '/hooks/test', { script, dependencies: {}, payload })
    expect(JSON.stringify(tried.body)).toContain('tried')
    expect(tried.status).toBe(200)
  })

  it('save a hook with a package and a secret, enable it, and its token verifies', async () => {
    const hook = { name: 'tutorial', triggerId: 'credentials-exchange', script: SCRIPT }
    const saved = await manage('POST', '/hooks', { ...hook, dependencies: { greet: '1.0.0' } })
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    hookId = saved.body.id
    expect((await manage('POST', `/hooks/${hookId}/secrets`, { WORD: 'bar' })).status).toBe(201)
    expect((await manage('PATCH', `/hooks/${hookId}`, { enabled: true })).status).toBe(200)
    const { scope, 'https://foo.com/claim': claim } = await verified()
    expect({ scope, claim }).toEqual({ scope: 'read:data extra', claim: 'hello bar' })
    expect(tenant.lambda.invoked).toContain(`hookmint-main-hook-${hookId}:1`)
  })

  it('run the next version as soon as it is saved', async () => {
    const script = SCRIPT.replace("'extra'", "'more'")
    const saved = await manage('PATCH', `/hooks/${hookId}`, { script })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect(await verified()).toMatchObject({ scope: 'read:data more' })
  })

  it('bring a hook back whose function is lost, from the table; until then its status says so', async () => {
    tenant.lambda.functions.delete(`hookmint-main-hook-${hookId}`)
    const refused = await ask()
    expect(refused.status).toBe(500)
    expect(String(refused.body.error_description)).toContain('The hook of this tenant failed.')
    const line = tenant.lambda.printed.get(`${tenant.functions.token?.id}:$LATEST`) ?? ''
    expect(JSON.parse(line.trim().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'feccft',
      description: expect.stringMatching(
        /Version 2 of tutorial is not deployed any more: there is no arn:\S+:hookmint-main-hook-\w+:2\. Build it again: hookmint rollback tutorial --to 2 --rebuild$/,
      ),
      details: { error: 'hookServerError', hook: { version: 2, cause: 'not-deployed' } },
    })
    const status = async () => (await manage('GET', `/hooks/${hookId}/status`)).body
    expect(await status()).toMatchObject({ version: 2, deployed: false })
    const { body } = await manage('GET', `/hooks/${hookId}/versions`)
    const [latest] = Array.isArray(body) ? body : body.versions
    const rebuilt = await manage('POST', `/hooks/${hookId}/versions/${latest.version}/rebuild`)
    expect(rebuilt.status, JSON.stringify(rebuilt.body)).toBe(200)
    expect(await verified()).toMatchObject({ scope: 'read:data more' })
    expect(await status()).toMatchObject({ version: 2, deployed: true })
  })

  it('rotate the signing key and revoke the old one, with all tokens of it', async () => {
    const before = decodeProtectedHeader(String((await ask()).body.access_token)).kid
    const rotated = await manage('POST', '/keys/signing/rotate', { force: true })
    expect(rotated.status, JSON.stringify(rotated.body)).toBe(201)
    const issued = await ask()
    expect(decodeProtectedHeader(String(issued.body.access_token)).kid).not.toBe(before)
    expect((await manage('PUT', `/keys/signing/${before}/revoke`)).status).toBe(200)
    await verified()
    expect((await manage('GET', '/hooks')).status).toBe(401)
    token = await adminToken(await tenant.adminCredentials())
  })

  it('read the log and the counts of days', async () => {
    expect((await manage('GET', '/logs')).body).toEqual([])
    expect((await manage('GET', '/stats/daily')).body).toEqual([])
  })

  it('delete a hook with all that belonged to it', async () => {
    expect((await manage('DELETE', `/hooks/${hookId}`)).status).toBe(204)
    expect([...tenant.lambda.functions.keys()].filter((name) => name.includes('hook-0'))).toEqual(
      [],
    )
    expect(await verified()).toMatchObject({ scope: 'read:data' })
  })

  it('finish the removal of a hook that a crash has interrupted, when the next hook is made', async () => {
    const hook = { triggerId: 'credentials-exchange', script: SCRIPT }
    const { body } = await manage('POST', '/hooks', { ...hook, name: 'interrupted' })
    await manage('POST', `/hooks/${body.id}/secrets`, { WORD: 'bar' })
    const { secrets } = tenant.services
    const down = new AwsFault('InternalServiceError', 'x', 500)
    secrets.faultsOf.set('DeleteSecret', [down, down, down])
    expect((await manage('DELETE', `/hooks/${body.id}`)).status).toBe(503)
    expect(secrets.secrets.has(`hookmint-main/hooks/${body.id}`)).toBe(true)
    const next = await manage('POST', '/hooks', { ...hook, name: 'next' })
    expect(next.status).toBe(201)
    expect(secrets.secrets.has(`hookmint-main/hooks/${body.id}`)).toBe(false)
    expect((await manage('DELETE', `/hooks/${body.id}`)).status).toBe(404)
    expect((await manage('DELETE', `/hooks/${next.body.id}`)).status).toBe(204)
  })

  it('make another admin for who may invoke bootstrap', async () => {
    const before = await tenant.adminCredentials()
    const made = await tenant.invoke<{ client_id: string }>('bootstrap', { action: 'new-admin' })
    const admin = await tenant.adminCredentials()
    expect(admin.client_id).toBe(made?.client_id)
    expect(admin.client_id).not.toBe(before.client_id)
    await adminToken(admin)
    await adminToken(before)
  })

  it('serve the dashboard, and say what there is not', async () => {
    const page = await fetch(`${tenant.url}dashboard/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<!doctype html>')
    const nothing = await fetch(`${tenant.url}nothing`)
    expect(nothing.status).toBe(404)
    expect(await nothing.json()).toMatchObject({ statusCode: 404, error: 'Not Found' })
    expect((await fetch(`${tenant.url}oauth/token`)).status).toBe(405)
  })

  it('called nothing that their roles may not call', () => {
    const decisions = callDecisions(tenant)
    expect(decisions.filter((decision) => !decision.endsWith(': allowed'))).toEqual([])
    // Of each function that calls anything at all.
    expect(new Set(decisions.map((decision) => decision.split(' ')[0])).size).toBe(5)
  })
})
