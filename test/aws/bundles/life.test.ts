import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { JsonObject } from '../../../functions/core/json.ts'
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

  it('bring a hook back whose function is lost, from the table', async () => {
    tenant.lambda.functions.delete(`hookmint-main-hook-${hookId}`)
    expect((await ask()).status).toBe(500)
    const { body } = await manage('GET', `/hooks/${hookId}/versions`)
    const [latest] = Array.isArray(body) ? body : body.versions
    const rebuilt = await manage('POST', `/hooks/${hookId}/versions/${latest.version}/rebuild`)
    expect(rebuilt.status, JSON.stringify(rebuilt.body)).toBe(200)
    expect(await verified()).toMatchObject({ scope: 'read:data more' })
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
