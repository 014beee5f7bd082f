import { describe, expect, it } from 'vitest'
import { editApi, editTenant } from '../../../support/edit-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { saveHook, testScript } from './support/draft-calls.ts'

const AUDIENCE = 'https://api.example.com/'

const tenant = useManagedTenant()

describe('the outcome', () => {
  it('of a result is what the token would contain', async () => {
    const body =
      "console.log('hello'); cb(null, { scope: [...scope, 'extra'], 'https://foo.com/a': 1 })"
    const answer = await testScript(tenant.api, body)
    expect(answer).toEqual({
      outcome: 'result',
      result: { scope: ['read:data', 'extra'], 'https://foo.com/a': 1 },
      token: { header: expect.any(Object), payload: expect.any(Object) },
      scope: ['read:data', 'extra'],
      claims: { 'https://foo.com/a': 1 },
      ignored: [],
      console: [{ level: 'log', text: 'hello', atMs: expect.any(Number) }],
      duration_ms: expect.any(Number),
      packages: [],
      warnings: [],
    })
    expect(Object.entries(answer.token.payload)).toEqual([
      ['iss', tenant.url],
      ['sub', 'sample-client@clients'],
      ['aud', AUDIENCE],
      ['iat', expect.any(Number)],
      ['exp', answer.token.payload.iat + 86_400],
      ['gty', 'client-credentials'],
      ['azp', 'sample-client'],
      ['scope', 'read:data extra'],
      ['https://foo.com/a', 1],
    ])
  })

  it('of a refusal is what the client would be told, in the tenant’s dialect', async () => {
    const refused = {
      outcome: 'refused',
      error: { name: 'InvalidScopeError', message: 'no such scope', line: 3, column: 4 },
      oauth_error: { status: 400, error: 'invalid_scope', error_description: 'no such scope' },
      scope: [],
      claims: {},
    }
    const answer = await testScript(tenant.api, "\ncb(new InvalidScopeError('no such scope'))")
    expect(answer).toMatchObject(refused)
    expect(answer).not.toHaveProperty('token')
    expect(answer).not.toHaveProperty('cause')
  })

  it.each([
    [
      'a throw',
      "\n  throw new TypeError('broken')",
      'threw',
      { message: 'broken', line: 3, column: 9 },
    ],
    [
      'a rejection',
      "return Promise.reject(new Error('late'))",
      'rejected',
      { line: 2, column: 23 },
    ],
    ['no call back', '', 'timed-out', {}],
    ['an endless loop', 'for (;;);', 'killed-at-deadline', {}],
    ['an exit', 'process.exit(1)', 'exited', {}],
    ['a result that is not JSON', 'cb(null, { a: 1n })', 'result-not-json', {}],
    [
      'claims over 100 KB',
      "cb(null, { 'https://foo.com/a': 'x'.repeat(103000) })",
      'result-too-large',
      {},
    ],
  ])(
    'of %s is a failure with its cause, which the client is not told',
    async (_name, body, cause, error) => {
      const answer = await testScript(tenant.api, body, { timeout_ms: 200 })
      expect(answer).toMatchObject({ outcome: 'failed', cause, error })
      expect(answer.oauth_error).toMatchObject({ status: 500, error: 'server_error' })
      expect(answer.oauth_error.error_description).not.toContain(answer.error.message)
      expect(answer).not.toHaveProperty('token')
    },
  )

  it('of a script that does not load has the line where it fails', async () => {
    const script = "const a = 1\nconst b = 2\n  throw new Error('at load')"
    const { body } = await tenant.api.post('/hooks/test', { script })
    expect(body).toMatchObject({
      outcome: 'failed',
      cause: 'load-failed',
      error: { message: 'at load', line: 3, column: 9 },
    })
  })

  it('tells what was pending, and waits for it when asked to', async () => {
    const body = "setTimeout(() => console.log('late'), 300); cb()"
    expect(await testScript(tenant.api, body)).toMatchObject({ console: [], pending: ['Timeout'] })
    const waited = await testScript(tenant.api, body, { after_callback_ms: 2000 })
    expect(waited.console).toMatchObject([{ text: 'late' }])
    expect(waited).not.toHaveProperty('pending')
  })

  it('counts the console lines that are too many', async () => {
    const answer = await testScript(
      tenant.api,
      'for (let i = 0; i < 130; i++) console.log(i); cb()',
    )
    expect(answer.console).toHaveLength(100)
    expect(answer.console_dropped).toBe(30)
  })
})

describe('claims that the token does not carry', () => {
  const BODY = "cb(null, { 'https://x.auth0.com/a': 1, bare: 2, sub: 3, 'https://foo.com/a': 4 })"

  it('are named with their reasons, and private_claims is proposed', async () => {
    const answer = await testScript(tenant.api, BODY)
    expect(answer.claims).toEqual({ 'https://foo.com/a': 4 })
    expect(answer.ignored).toEqual([
      { name: 'https://x.auth0.com/a', reason: 'the namespace auth0.com is reserved' },
      { name: 'bare', reason: expect.stringContaining('private_claims') },
      { name: 'sub', reason: expect.stringContaining('no namespace') },
    ])
    expect(answer.warnings).toEqual([
      expect.stringMatching(/'bare'.*private_claims/),
      expect.stringMatching(/'sub'.*reserved/),
    ])
  })

  it('are fewer with private_claims', async () => {
    await editTenant(tenant.ports, { privateClaims: true })
    const answer = await testScript(tenant.api, BODY)
    await editTenant(tenant.ports, { privateClaims: false })
    expect(answer.token.payload).toMatchObject({ bare: 2, 'https://foo.com/a': 4 })
    expect(answer.ignored.map(({ name }: { name: string }) => name)).toEqual([
      'https://x.auth0.com/a',
      'sub',
    ])
    expect(answer.warnings).toEqual([expect.stringMatching(/'sub'.*reserved/)])
  })

  it('are listed up to a hundred', async () => {
    const answer = await testScript(
      tenant.api,
      'const all = {}; for (let i = 0; i < 130; i++) all["c" + i] = i; cb(null, all)',
    )
    expect(answer.ignored).toHaveLength(100)
    expect(answer.ignored_dropped).toBe(30)
    expect(answer.warnings).toHaveLength(100)
  })
})

describe('the token', () => {
  const BODY = `cb(null, {
    scope: [...scope, 'x'], 'https://foo.com/b': { nested: [1, null] }, 'http://foo.com/a': context.body.colour,
    bare: 1, 'https://foo.com/who': [client.id, client.name, client.metadata, audience],
  })`

  it.each(['access_token', 'rfc9068_profile_authz'] as const)(
    'is the one that is then issued, field by field and in order: %s',
    async (tokenDialect) => {
      const id = await saveHook(tenant.api, BODY, { enabled: true })
      await editApi(tenant.ports, AUDIENCE, { tokenDialect })
      const issued = decodeToken(await demoExchange(tenant, { colour: 'blue' }))
      const { client_id } = tenant.credentials.demo
      const context = { body: { colour: 'blue' } }
      const { body } = await tenant.api.post(`/hooks/${id}/test`, {
        payload: { client_id, context },
      })
      await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'access_token' })
      expect(body.token.header).toEqual(issued.header)
      const fields = (payload: object) =>
        Object.entries(payload).map(([name, value]) =>
          ['iat', 'exp', 'jti'].includes(name) ? [name] : [name, value],
        )
      expect(fields(body.token.payload)).toEqual(fields(issued.payload))
      expect(fields(issued.payload)).toContainEqual(['http://foo.com/a', 'blue'])
    },
  )
})
