import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type DeployedTenant, ISSUER, startDeployedTenant } from '../../support/deployed/start-deployed-tenant.ts'
import { callManagement } from '../../support/management-client.ts'
import { postForm, postToken } from '../../support/token-client.ts'
import { neededRights } from '../../support/deployed/needed-rights.ts'
import { evaluatePolicy } from '../../support/deployed/evaluate-policy.ts'
import { rolePolicies } from '../../support/deployed/role-policies.ts'

const AUDIENCE = 'https://api.example.com/'
const HOOK = `module.exports = (client, scope, audience, context, cb) => {
  console.log('for', client.name)
  cb(null, { scope: [...scope, 'extra'], 'https://foo.com/claim': context.webtask.secrets.WORD })
}`

describe('the shipped bundles (emulated)', () => {
  let tenant: DeployedTenant
  let token: string
  let client: { client_id: string; client_secret: string }
  let hookId: string
  beforeAll(async () => {
    tenant = await startDeployedTenant(inject('functionsDir'))
  })
  afterAll(() => tenant.close())

  const manage = (method: string, path: string, body?: object) =>
    callManagement(tenant.url, token, method, path, body as never)
  const ask = () =>
    postForm(tenant.url, { grant_type: 'client_credentials', audience: AUDIENCE, ...client })

  it('make the tenant for the stack, once', async () => {
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
    expect(await tenant.adminCredentials()).toEqual(admin)
  })

  it('give the admin a token of the Management API', async () => {
    const admin = await tenant.adminCredentials()
    const issued = await postToken(tenant.url, {
      grant_type: 'client_credentials',
      audience: `${ISSUER}api/v2/`,
      ...admin,
    })
    expect(issued.status).toBe(200)
    token = String(issued.body.access_token)
  })

  it('make an API, an application and its grant', async () => {
    const api = { identifier: AUDIENCE, name: 'Example', scopes: [{ value: 'read:data' }] }
    expect((await manage('POST', '/resource-servers', api)).status).toBe(201)
    const made = await manage('POST', '/clients', { name: 'demo', app_type: 'non_interactive' })
    expect(made.status).toBe(201)
    const { client_id, client_secret } = made.body
    client = { client_id, client_secret }
    const grant = { client_id, audience: AUDIENCE, scope: ['read:data'] }
    expect((await manage('POST', '/client-grants', grant)).status).toBe(201)
  })

  it('find an API by the identifier in a path', async () => {
    const found = await manage('GET', `/resource-servers/${encodeURIComponent(AUDIENCE)}`)
    expect(found.body).toMatchObject({ identifier: AUDIENCE })
  })

  it('save, enable and run a hook', async () => {
    const hook = { name: 'tutorial', triggerId: 'credentials-exchange', script: HOOK }
    const saved = await manage('POST', '/hooks', hook)
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    hookId = saved.body.id
    expect((await manage('POST', `/hooks/${hookId}/secrets`, { WORD: 'bar' })).status).toBe(201)
    const enabled = await manage('PATCH', `/hooks/${hookId}`, { enabled: true })
    expect(enabled.body).toMatchObject({ enabled: true })
    const issued = await ask()
    expect(issued.status, JSON.stringify(issued.body)).toBe(200)
    const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', tenant.url))
    const verified = await jwtVerify(String(issued.body.access_token), keys, {
      issuer: ISSUER,
      audience: AUDIENCE,
    })
    expect(verified.payload).toMatchObject({
      scope: 'read:data extra',
      'https://foo.com/claim': 'bar',
    })
  })

  it('x', async () => {
    const counts: Record<string, number> = {}
    for (const call of tenant.calls) {
      const { roleArn, statements } = rolePolicies(tenant.resolved, call.caller)
      for (const needed of neededRights(call)) {
        const key = call.service === 'kms' ? tenant.kms.keys.get(needed.resource)?.policy : undefined
        const ofKey = key === undefined ? [] : JSON.parse(String(key)).Statement
        const context = { 'aws:PrincipalArn': roleArn, ...needed.context }
        const decision = evaluatePolicy({ ...needed, context }, statements, ofKey)
        const name = `${call.caller} ${needed.action} ${decision}`
        counts[name] = (counts[name] ?? 0) + 1
      }
    }
    console.log(counts)
  })
})
