import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { grantKey, SYSTEM_API, tenantKey } from '../../../functions/core/record-keys.ts'
import { giveGrant } from '../../support/edit-tenant.ts'
import { callManagement, managementClient } from '../../support/management-client.ts'
import { serveTenant } from '../../support/serve-tenant.ts'
import { demoExchange } from '../../support/token-client.ts'
import { useManagedTenant } from '../../support/use-tenant.ts'

const tenant = useManagedTenant()

/** A client whose grant for the Management API has these scopes. */
async function createOperator(scope: string[]) {
  const { body } = await tenant.api.post('/clients', {
    name: 'operator',
    app_type: 'non_interactive',
  })
  await giveGrant(tenant.ports, body.client_id, SYSTEM_API, scope)
  return body as { client_id: string; client_secret: string }
}

const INVALID_TOKEN = { statusCode: 401, error: 'Unauthorized', message: 'Invalid token.' }

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('who may call', () => {
  it.each([
    ['no token', '', 'Missing authentication'],
    ['another scheme', 'Basic YTpi', 'Missing authentication'],
    ['what is no token', 'Bearer abc', 'Invalid token.'],
    ['a token of nonsense', 'Bearer a.b.c', 'Invalid token.'],
  ])('refuses %s', async (_name, authorization, message) => {
    const response = await fetch(`${tenant.url}api/v2/clients`, { headers: { authorization } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ statusCode: 401, error: 'Unauthorized', message })
    expect(response.headers.get('x-ratelimit-limit')).toBe('3000')
  })

  it('refuses tokens that were changed, signed by another key, expired, or for another API', async () => {
    const [header = '', payload = '', signature = ''] = tenant.api.token.split('.')
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
      const answer = await callManagement(tenant.url, token, 'GET', '/clients')
      expect(answer).toMatchObject({ status: 401, body: INVALID_TOKEN })
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
    await tenant.api.delete(`/clients/${operator.client_id}`)
    expect(await client.get('/clients')).toMatchObject({ status: 401, body: INVALID_TOKEN })
  })

  it('refuses the token of a client whose grant is gone', async () => {
    const operator = await createOperator(['read:clients'])
    const client = await managementClient(tenant, operator)
    const key = grantKey(operator.client_id, SYSTEM_API)
    await tenant.ports.store.transact([{ remove: key, expect: 'any' }])
    expect(await client.get('/clients')).toMatchObject({ status: 401, body: INVALID_TOKEN })
  })
})

describe('the shape of a call', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${tenant.url}api/v2/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.api.token}`, 'content-type': type },
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
    expect(answer.status).toBe(201)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['GET', '/nothing', 404],
    ['PUT', '/clients', 404],
    ['GET', '/clients/a/b/c', 404],
    ['GET', '/clients/%zz', 400],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await callManagement(tenant.url, tenant.api.token, method, path)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ statusCode: status })
  })
})

describe('the limit', () => {
  /** A tenant whose clock stands still, so that no new minute begins. */
  async function openLimited(requestsPerMinute: number) {
    const limited = await serveTenant({ requestsPerMinute })
    onTestFinished(async () => {
      vi.restoreAllMocks()
      await limited.close()
    })
    const now = Math.floor(Date.now() / 60_000) * 60_000 + 15_000
    const clock = vi.spyOn(limited.ports.clock, 'now').mockReturnValue(now)
    return { limited, clock, now }
  }

  it('counts each client’s calls in a minute, and answers 429 beyond it', async () => {
    const { limited, clock, now } = await openLimited(3)
    const client = await managementClient(limited)
    const call = async (path: string) => {
      const { status, headers } = await client.get(path)
      const [limit, remaining, reset, after] = [
        'x-ratelimit-limit',
        'x-ratelimit-remaining',
        'x-ratelimit-reset',
        'retry-after',
      ].map((name) => headers.get(name))
      expect([limit, reset]).toEqual(['3', String((now + 45_000) / 1000)])
      return [status, remaining, after]
    }
    expect(await call('/clients')).toEqual([200, '2', null])
    expect(await call('/clients/nobody')).toEqual([404, '1', null])
    expect(await call('/hooks?page=x')).toEqual([400, '0', null])
    expect(await call('/clients')).toEqual([429, '0', '45'])

    const { demo } = limited.credentials
    await giveGrant(limited.ports, demo.client_id, SYSTEM_API, ['read:clients'])
    const other = await managementClient(limited, demo)
    expect((await other.get('/clients')).status).toBe(200)
    clock.mockReturnValue(now + 45_000)
    expect((await client.get('/clients')).status).toBe(200)
  })

  it('lets calls pass when they cannot be counted', async () => {
    const { limited } = await openLimited(1)
    const client = await managementClient(limited)
    vi.spyOn(limited.ports.counter, 'count').mockRejectedValue(new Error('out of reach'))
    for (let call = 1; call <= 3; call++) {
      const { status, headers } = await client.get('/clients')
      expect([status, headers.get('x-ratelimit-limit')]).toEqual([200, '1'])
    }
  })
})

describe('the log', () => {
  it('has who wrote what, and no values', async () => {
    const secret = 'a-secret-of-at-least-32-characters!!'
    await tenant.api.post('/clients', { name: 'logged', client_secret: secret })
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
    await tenant.api.post('/clients', { name: '' })
    const refused = await tenant.lastEvent()
    expect(refused.type).toBe('fapi')
    expect(refused.description).toContain("'name'")
    await tenant.api.get('/clients')
    expect((await tenant.lastEvent()).log_id).toBe(refused.log_id)
  })
})
