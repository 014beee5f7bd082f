import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM_API, tenantKey } from '../../../functions/core/record-keys.ts'
import { giveGrant } from '../../support/edit-tenant.ts'
import {
  callManagement,
  type ManagementClient,
  managementClient,
} from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { demoExchange } from '../../support/token-client.ts'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

/** A client whose grant for the Management API has these scopes. */
async function createOperator(scope: string[]) {
  const { body } = await api.post('/clients', { name: 'operator', app_type: 'non_interactive' })
  await giveGrant(tenant.ports, body.client_id, SYSTEM_API, scope)
  return body as { client_id: string; client_secret: string }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('who may call', () => {
  it.each([
    ['no token', '', 'Missing authentication'],
    ['another scheme', 'Basic YTpi', 'Missing authentication'],
    ['what is no token', 'Bearer abc', 'Missing authentication'],
    ['a token of nonsense', 'Bearer a.b.c', 'Invalid token.'],
  ])('refuses %s', async (_name, authorization, message) => {
    const response = await fetch(`${tenant.url}api/v2/clients`, { headers: { authorization } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ statusCode: 401, error: 'Unauthorized', message })
    expect(response.headers.get('x-ratelimit-limit')).toBe('3000')
  })

  it('refuses tokens that were changed, signed by another key, expired, or for another API', async () => {
    const [header = '', payload = '', signature = ''] = api.token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signed = async (head: object, body: object) => {
      const input = `${encode(head)}.${encode(body)}`
      const [stored] = await tenant.ports.store.read([tenantKey])
      const keyRef = stored?.value.signingKeys[0]?.keyRef ?? ''
      const bytes = await tenant.ports.signer.sign(keyRef, input)
      return `${input}.${Buffer.from(bytes).toString('base64url')}`
    }
    const right = { typ: 'JWT', alg: 'RS256', kid }
    const forged = sign('sha256', Buffer.from(`${header}.${payload}`), privateKey)
    const demo = await demoExchange(tenant)
    const tokens = [
      `${header}.${encode({ ...claims, scope: 'everything' })}.${signature}`,
      `${header}.${payload}.${forged.toString('base64url')}`,
      `${encode({ ...right, alg: 'none' })}.${payload}.${signature}`,
      `${header}.${payload}.AAAA`,
      String(demo.body.access_token),
      await signed(right, { ...claims, exp: Math.floor(Date.now() / 1000) - 1 }),
      await signed(right, { ...claims, iss: 'https://elsewhere.example.com/' }),
      await signed(right, { ...claims, aud: 'https://api.example.com/' }),
      await signed(right, { ...claims, azp: 'nobody' }),
      await signed({ ...right, kid: 'other' }, claims),
    ]
    for (const token of tokens) {
      expect((await callManagement(tenant.url, token, 'GET', '/clients')).status).toBe(401)
    }
    const control = await signed(right, claims)
    expect((await callManagement(tenant.url, control, 'GET', '/clients')).status).toBe(200)
  })

  it('wants a scope that token and grant both have', async () => {
    const operator = await createOperator(['read:clients', 'delete:clients'])
    const client = await managementClient(tenant, operator)
    expect((await client.get('/clients')).status).toBe(200)
    const refused = await client.post('/clients', { name: 'x' })
    expect(refused.status).toBe(403)
    expect(refused.body).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message: 'Insufficient scope, expected any of: create:clients',
      errorCode: 'insufficient_scope',
    })
    await giveGrant(tenant.ports, operator.client_id, SYSTEM_API, ['create:clients'])
    expect((await client.get('/clients')).status).toBe(403)
    expect((await client.post('/clients', { name: 'x' })).status).toBe(403)
  })

  it('refuses the token of a client that is gone', async () => {
    const operator = await createOperator(['read:clients'])
    const client = await managementClient(tenant, operator)
    expect((await client.get('/clients')).status).toBe(200)
    await api.delete(`/clients/${operator.client_id}`)
    expect((await client.get('/clients')).status).toBe(401)
  })
})

describe('the shape of a call', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${tenant.url}api/v2/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, 'content-type': type },
      body,
    })

  it.each([
    ['malformed JSON', '{', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['nothing', '', 400],
    ['depth', `{"name":"x","deep":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['2 MB', `{"name":"${'x'.repeat(2 * 1024 * 1024)}"}`, 413],
  ])('refuses %s', async (_name, body, status) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ statusCode: status })
  })

  it('keeps no prototype from a body', async () => {
    const answer = await post('{"name":"x","__proto__":{"polluted":1},"constructor":{"a":1}}')
    expect([201, 400]).toContain(answer.status)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['GET', '/nothing', 404],
    ['PUT', '/clients', 404],
    ['GET', '/clients/a/b/c', 404],
    ['GET', '/clients/%zz', 400],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await callManagement(tenant.url, api.token, method, path)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ statusCode: status })
  })
})

describe('the limit', () => {
  it('counts a client’s calls and answers 429 beyond it', async () => {
    const limited = await serveTenant({ requestsPerMinute: 5 })
    const client = await managementClient(limited)
    const statuses: number[] = []
    for (let call = 1; call <= 7; call++) {
      const { status, headers } = await client.get('/clients')
      statuses.push(status)
      expect(headers.get('x-ratelimit-limit')).toBe('5')
      expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 1)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    await limited.close()
    // A new minute may begin in between, and with it a new count.
    expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200])
    expect(statuses.filter((status) => status === 429).length).toBeLessThanOrEqual(2)
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true)
  })
})

describe('the log', () => {
  it('has who wrote what, and no values', async () => {
    const secret = 'a-secret-of-at-least-32-characters!!'
    await api.post('/clients', { name: 'logged', client_secret: secret })
    const event = await tenant.lastEvent()
    expect(event).toMatchObject({
      type: 'sapi',
      description: 'Create a Client',
      client_id: tenant.credentials.admin.client_id,
      client_name: 'admin',
      ip: '127.0.0.1',
      details: {
        request: { method: 'post', path: '/api/v2/clients', changed: ['client_secret', 'name'] },
        response: { statusCode: 201 },
      },
    })
    expect(JSON.stringify(event)).not.toContain(secret)
  })

  it('has refused writes with their reason, and no reads', async () => {
    await api.post('/clients', { name: '' })
    const refused = await tenant.lastEvent()
    expect(refused.type).toBe('fapi')
    expect(refused.description).toContain("'name'")
    await api.get('/clients')
    expect((await tenant.lastEvent()).log_id).toBe(refused.log_id)
  })
})
