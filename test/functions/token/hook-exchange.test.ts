import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../../functions/core/errors.ts'
import { tenantKey } from '../../../functions/core/record-keys.ts'
import { disableHooks, editClient, editTenant, useScript } from '../../support/edit-tenant.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange, postForm } from '../../support/token-client.ts'

let tenant: ServedTenant

beforeAll(async () => {
  tenant = await serveTenant()
})
afterAll(() => tenant.close())

/** The exchange's answer under a hook with this body. */
async function exchangeWith(body: string, parameters: Record<string, unknown> = {}) {
  await useScript(
    tenant.ports,
    `module.exports = function (client, scope, audience, context, cb) {\n${body}\n}`,
  )
  return demoExchange(tenant, parameters)
}

describe('scopes of a result', () => {
  it.each([
    ['an array replaces the granted ones', "cb(null, { scope: ['a', 'b'] })", 'a b'],
    ['a string is split', "cb(null, { scope: 'a b' })", 'a b'],
    ['duplicates are dropped', "cb(null, { scope: ['a', 'b', 'a'] })", 'a b'],
    ['values that are not strings are dropped', "cb(null, { scope: ['a', 1, null] })", 'a'],
    ['pushing adds to the granted ones', "scope.push('x'); cb(null, { scope })", 'read:data x'],
    ['without scope there are none', "cb(null, { 'https://foo.com/a': 1 })", undefined],
    ['an empty array gives none', 'cb(null, { scope: [] })', undefined],
    ['cb() gives none', 'cb()', undefined],
    ['cb(null) gives none', 'cb(null)', undefined],
    ['a result that is not an object gives none', "cb(null, 'read:data')", undefined],
  ])('%s', async (_name, body, expected) => {
    const answer = await exchangeWith(body)
    expect(answer.status).toBe(200)
    expect(answer.body.scope).toBe(expected)
    expect(decodeToken(answer).payload.scope).toBe(expected)
  })
})

describe('claims of a result', () => {
  const CLAIMS = `cb(null, {
    'https://foo.com/b': { nested: [1, null] }, 'http://foo.com/a': false,
    'https://tenant.auth0.com/x': 1, 'https://webtask.io/x': 1, 'https://notauth0.com/x': 1,
    'https://': 1, 'ftp://foo.com/x': 1, bare: 1, sub: 'forged', aud: 'forged', __proto__x: 1,
  })`

  it('keeps namespaced ones in the hook’s order and names why others are ignored', async () => {
    const { payload } = decodeToken(await exchangeWith(CLAIMS))
    expect(Object.entries(payload).slice(7)).toEqual([
      ['https://foo.com/b', { nested: [1, null] }],
      ['http://foo.com/a', false],
      ['https://notauth0.com/x', 1],
    ])
    const { details } = await tenant.lastEvent()
    const ignored = new Map(details.trace?.ignored?.map(({ name, reason }) => [name, reason]))
    expect([...ignored.keys()]).toEqual([
      'https://tenant.auth0.com/x',
      'https://webtask.io/x',
      'https://',
      'ftp://foo.com/x',
      'bare',
      'sub',
      'aud',
      '__proto__x',
    ])
    expect(ignored.get('https://tenant.auth0.com/x')).toBe('the namespace auth0.com is reserved')
    expect(ignored.get('bare')).toContain('private_claims')
  })

  it('allows names without a namespace with private_claims, but no reserved ones', async () => {
    await editTenant(tenant.ports, { privateClaims: true })
    const { payload } = decodeToken(await exchangeWith(CLAIMS))
    await editTenant(tenant.ports, { privateClaims: false })
    expect(payload).toMatchObject({ bare: 1, __proto__x: 1, 'ftp://foo.com/x': 1 })
    expect(payload.sub).toBe(`${tenant.credentials.demo.client_id}@clients`)
    expect(payload.aud).toBe('https://api.example.com/')
  })

  it('refuses claims over 100 KB with the size in the log', async () => {
    const answer = await exchangeWith("cb(null, { 'https://foo.com/a': 'x'.repeat(103000) })")
    expect(answer.status).toBe(500)
    expect(answer.body.error).toBe('server_error')
    expect((await tenant.lastEvent()).description).toContain('103')
  })
})

describe('refusals by the hook', () => {
  it.each([
    ["cb(new InvalidScopeError('no such scope'))", 400, 'invalid_scope', 'no such scope'],
    ["cb(new InvalidRequestError('missing x'))", 400, 'invalid_request', 'missing x'],
    ["cb(new ServerError('broken'))", 500, 'server_error', 'broken'],
    ["cb(new Error('access denied'))", 500, 'server_error', 'access denied'],
    ["cb('just text')", 500, 'server_error', 'just text'],
    ["cb({ message: 'like an error' })", 500, 'server_error', 'like an error'],
    [
      "var e = new Error('named'); e.name = 'InvalidScopeError'; cb(e)",
      400,
      'invalid_scope',
      'named',
    ],
    [
      "class Mine extends InvalidRequestError {}; cb(new Mine('sub'))",
      400,
      'invalid_request',
      'sub',
    ],
  ])('%s', async (body, status, error, description) => {
    const answer = await exchangeWith(body)
    expect(answer.body).toEqual({ error, error_description: description })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await tenant.lastEvent()).toMatchObject({
      type: 'feccft',
      description: `The hook refused: ${description}`,
    })
  })

  it('tells only the log why a hook failed, with the script’s own line', async () => {
    const answer = await exchangeWith("\nthrow new Error('the database is at 10.0.0.7')")
    expect(answer.status).toBe(500)
    expect(answer.body.error).toBe('server_error')
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.7')
    const event = await tenant.lastEvent()
    expect(event.description).toContain('threw')
    expect(event.details.hook?.error?.message).toBe('the database is at 10.0.0.7')
    expect(event.details.hook?.error?.stack).toContain('hook.cjs:3:')
  })
})

describe('what a hook is given', () => {
  it('is the documented arguments', async () => {
    const metadata = { plan: 'gold' }
    await editClient(tenant.ports, tenant.credentials.demo.client_id, { metadata })
    await useScript(
      tenant.ports,
      `module.exports = function (client, scope, audience, context, cb) {
         cb(null, { 'https://foo.com/seen': { client, scope, audience, context } })
       }`,
      { secrets: { FOO: 'a secret' } },
    )
    const answer = await postForm(
      `${tenant.url}`,
      { grant_type: 'client_credentials', ...tenant.credentials.demo, colour: 'blue' },
      { 'user-agent': 'tests/1', cookie: 'a=b', 'x-trace': '7' },
    )
    const seen = decodeToken(answer).payload['https://foo.com/seen'] as Record<string, unknown>
    const { client_id, audience } = tenant.credentials.demo
    const body = { grant_type: 'client_credentials', client_id, audience, colour: 'blue' }
    const request = { ip: '127.0.0.1', userAgent: 'tests/1', body }
    expect(seen).toMatchObject({
      client: { tenant: 'local', id: client_id, name: 'demo', metadata },
      scope: ['read:data'],
      audience,
      context: {
        ...request,
        headers: { 'x-trace': '7', 'user-agent': 'tests/1' },
        request: { ...request, query: {} },
        webtask: { secrets: { FOO: 'a secret' } },
      },
    })
    expect(JSON.stringify(seen)).not.toContain(tenant.credentials.demo.client_secret)
    expect(JSON.stringify(seen)).not.toContain('cookie')
    await editClient(tenant.ports, client_id, { metadata: {} })
  })
})

describe('a pin that is replaced while a token is under way', () => {
  const READ_SECRET = `module.exports = (client, scope, audience, context, cb) =>
    cb(null, { 'https://foo.com/secret': context.webtask.secrets.WORD })`

  it('is read again when its secrets are gone, and the token has the new ones', async () => {
    const id = await useScript(tenant.ports, READ_SECRET, { secrets: { WORD: 'old' } })
    await tenant.ports.secrets.remove(id)
    await tenant.ports.secrets.write(id, { WORD: 'new' }, 'second')
    const [stored] = await tenant.ports.store.read([tenantKey])
    const pinned = stored?.value.hook
    const replaced = pinned && { ...pinned, secretsVersionId: 'second' }
    const read = vi.spyOn(tenant.ports.secrets, 'read')
    read.mockImplementationOnce(async () => {
      await editTenant(tenant.ports, { hook: replaced })
      throw new StoreError('There is no such version')
    })
    const answer = await demoExchange(tenant)
    expect(decodeToken(answer).payload['https://foo.com/secret']).toBe('new')
    expect(read).toHaveBeenCalledTimes(2)
    read.mockRestore()
  })

  it('is read as often as another takes its place before it can run', async () => {
    const id = await useScript(tenant.ports, READ_SECRET, { secrets: { WORD: 'old' } })
    await tenant.ports.secrets.write(id, { WORD: 'newest' }, 'fourth')
    const [stored] = await tenant.ports.store.read([tenantKey])
    const pinned = stored?.value.hook
    const read = vi.spyOn(tenant.ports.secrets, 'read')
    for (const secretsVersionId of ['second', 'third', 'fourth']) {
      read.mockImplementationOnce(async () => {
        await editTenant(tenant.ports, { hook: pinned && { ...pinned, secretsVersionId } })
        throw new StoreError('There is no such version')
      })
    }
    const answer = await demoExchange(tenant)
    expect(decodeToken(answer).payload['https://foo.com/secret']).toBe('newest')
    expect(read).toHaveBeenCalledTimes(4)
    read.mockRestore()
  })

  it('is 503 when its secrets are out of reach and nothing replaced it', async () => {
    const id = await useScript(tenant.ports, READ_SECRET, { secrets: { WORD: 'old' } })
    await tenant.ports.secrets.remove(id)
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect((await tenant.lastEvent()).description).toContain('no secrets of version')
  })
})

describe('the log', () => {
  it('traces every step of an exchange', async () => {
    await exchangeWith("console.log('hello', { a: 1 }); scope.push('x'); cb(null, { scope })", {
      scope: 'read:data',
    })
    const { demo } = tenant.credentials
    expect(await tenant.lastEvent()).toMatchObject({
      log_id: expect.stringMatching(/^900\d{29}$/),
      type: 'seccft',
      description: '',
      client_id: demo.client_id,
      client_name: 'demo',
      ip: '127.0.0.1',
      audience: demo.audience,
      scope: 'read:data x',
      details: {
        trace: { requested: ['read:data'], granted: ['read:data'], final: ['read:data', 'x'] },
        hook: {
          name: 'test',
          version: 1,
          durationMs: expect.any(Number),
          console: [{ level: 'log', text: 'hello { a: 1 }', atMs: expect.any(Number) }],
        },
      },
    })
  })

  it('shows no hook when none is enabled', async () => {
    await disableHooks(tenant.ports)
    await demoExchange(tenant)
    expect((await tenant.lastEvent()).details).not.toHaveProperty('hook')
  })
})
