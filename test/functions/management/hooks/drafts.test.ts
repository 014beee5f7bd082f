import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { HookCapacityError } from '../../../../functions/core/errors.ts'
import type { JsonObject } from '../../../../functions/core/json.ts'
import { SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { SAMPLE_PAYLOAD } from '../../../../functions/management/contract/sample-payload.ts'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { dumpTenant } from '../../../support/dump-tenant.ts'
import { addApi, editApi, editClient, editTenant, giveGrant } from '../../../support/edit-tenant.ts'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'
const AUDIENCE = 'https://api.example.com/'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

/** Tests a script with this body; the answer must be a 200. */
async function test(body: string, more: JsonObject = {}) {
  const answer = await api.post('/hooks/test', { script: hookOf(body), ...more })
  expect(answer.body.message).toBeUndefined()
  expect(answer.status).toBe(200)
  return answer.body
}

/** A saved hook with this body, until the test is over. */
async function saveHook(body: string, more: JsonObject = {}): Promise<string> {
  const given = { name: 'saved', triggerId: 'credentials-exchange', script: hookOf(body), ...more }
  const answer = await api.post('/hooks', given)
  expect(answer.status).toBe(201)
  onTestFinished(async () => {
    await api.delete(`/hooks/${answer.body.id}`)
  })
  return answer.body.id
}

/** What a hook is given, as its result. */
const SEEN =
  "cb(null, { 'https://foo.com/seen': { client, scope, audience, context: { ...context, webtask: 0 } } })"

describe('the outcome', () => {
  it('of a result is what the token would contain', async () => {
    const body =
      "console.log('hello'); cb(null, { scope: [...scope, 'extra'], 'https://foo.com/a': 1 })"
    const answer = await test(body)
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
    const answer = await test("\ncb(new InvalidScopeError('no such scope'))")
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
      const answer = await test(body, { timeout_ms: 200 })
      expect(answer).toMatchObject({ outcome: 'failed', cause, error })
      expect(answer.oauth_error).toMatchObject({ status: 500, error: 'server_error' })
      expect(answer.oauth_error.error_description).not.toContain(answer.error.message)
      expect(answer).not.toHaveProperty('token')
    },
  )

  it('of a script that does not load has the line where it fails', async () => {
    const script = "const a = 1\nconst b = 2\n  throw new Error('at load')"
    const { body } = await api.post('/hooks/test', { script })
    expect(body).toMatchObject({
      outcome: 'failed',
      cause: 'load-failed',
      error: { message: 'at load', line: 3, column: 9 },
    })
  })

  it('tells what was pending, and waits for it when asked to', async () => {
    const body = "setTimeout(() => console.log('late'), 300); cb()"
    expect(await test(body)).toMatchObject({ console: [], pending: ['Timeout'] })
    const waited = await test(body, { after_callback_ms: 2000 })
    expect(waited.console).toMatchObject([{ text: 'late' }])
    expect(waited).not.toHaveProperty('pending')
  })

  it('counts the console lines that are too many', async () => {
    const answer = await test('for (let i = 0; i < 130; i++) console.log(i); cb()')
    expect(answer.console).toHaveLength(100)
    expect(answer.console_dropped).toBe(30)
  })
})

describe('claims that the token does not carry', () => {
  const BODY = "cb(null, { 'https://x.auth0.com/a': 1, bare: 2, sub: 3, 'https://foo.com/a': 4 })"

  it('are named with their reasons, and private_claims is proposed', async () => {
    const answer = await test(BODY)
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
    const answer = await test(BODY)
    await editTenant(tenant.ports, { privateClaims: false })
    expect(answer.token.payload).toMatchObject({ bare: 2, 'https://foo.com/a': 4 })
    expect(answer.ignored.map(({ name }: { name: string }) => name)).toEqual([
      'https://x.auth0.com/a',
      'sub',
    ])
    expect(answer.warnings).toEqual([expect.stringMatching(/'sub'.*reserved/)])
  })

  it('are listed up to a hundred', async () => {
    const answer = await test(
      'const all = {}; for (let i = 0; i < 130; i++) all["c" + i] = i; cb(null, all)',
    )
    expect(answer.ignored).toHaveLength(100)
    expect(answer.ignored_dropped).toBe(30)
    expect(answer.warnings).toHaveLength(100)
  })
})

describe('the payload', () => {
  it('is the sample where nothing is given', async () => {
    const { result } = await test(SEEN)
    const { client, scope, audience, context } = SAMPLE_PAYLOAD
    const { ip, userAgent, body, headers, query } = context
    expect(result['https://foo.com/seen']).toEqual({
      client: { tenant: 'local', ...client },
      scope,
      audience,
      context: {
        ip,
        userAgent,
        body,
        headers,
        request: { ip, userAgent, query, body },
        webtask: 0,
      },
    })
  })

  it('is what is given, without the headers that no hook sees', async () => {
    const payload = {
      client: { id: 'abc', name: 'ABC', metadata: { plan: 'gold' } },
      scope: 'one two one',
      audience: 'urn:unknown',
      context: {
        ip: '::1',
        userAgent: 'mine/2',
        body: { deep: [{ a: null }], constructor: 'x' },
        headers: { 'X-Trace': '7', Authorization: 'Bearer x', Cookie: 'a=b' },
        query: { q: '1' },
      },
    }
    const { result, token } = await test(SEEN, { payload })
    const { body } = payload.context
    expect(result['https://foo.com/seen']).toMatchObject({
      client: { tenant: 'local', id: 'abc', name: 'ABC', metadata: { plan: 'gold' } },
      scope: ['one', 'two'],
      audience: 'urn:unknown',
      context: {
        ip: '::1',
        userAgent: 'mine/2',
        body,
        request: { ip: '::1', userAgent: 'mine/2', query: { q: '1' }, body },
      },
    })
    expect(result['https://foo.com/seen'].context.headers).toEqual({ 'x-trace': '7' })
    expect(token.payload).toMatchObject({ sub: 'abc@clients', aud: 'urn:unknown' })
  })

  it('takes the parts of the sample that are left out', async () => {
    const payload = { client: { id: 'abc' }, scope: [], context: { ip: '::1' } }
    const seen = (await test(SEEN, { payload })).result['https://foo.com/seen']
    expect(seen.client).toEqual({ ...SAMPLE_PAYLOAD.client, tenant: 'local', id: 'abc' })
    expect(seen.scope).toEqual([])
    expect(seen.context).toMatchObject({ ip: '::1', body: { client_id: 'abc' } })
  })

  it('can name a stored application, and the API’s settings count', async () => {
    const { client_id } = tenant.credentials.demo
    await editClient(tenant.ports, client_id, { metadata: { plan: 'silver' } })
    const identifier = 'https://short.example.com/'
    await addApi(tenant.ports, identifier)
    const change = { tokenDialect: 'rfc9068_profile_authz', tokenLifetimeSeconds: 60 } as const
    await editApi(tenant.ports, identifier, change)
    const payload = { client_id, audience: identifier }
    const { result, token } = await test(SEEN, { payload })
    await editClient(tenant.ports, client_id, { metadata: {} })
    expect(result['https://foo.com/seen'].client).toEqual({
      tenant: 'local',
      id: client_id,
      name: 'demo',
      metadata: { plan: 'silver' },
    })
    expect(token.header.typ).toBe('at+jwt')
    expect(token.payload).toMatchObject({ client_id, permissions: [] })
    expect(token.payload.exp - token.payload.iat).toBe(60)
  })

  it('says what a client is told of an API that no token can be for', async () => {
    const identifier = 'https://hs256.example.com/'
    await addApi(tenant.ports, identifier)
    await editApi(tenant.ports, identifier, { signingAlg: 'HS256' })
    const answer = await test("cb(null, { scope: ['a'] })", { payload: { audience: identifier } })
    expect(answer).toMatchObject({ outcome: 'result', scope: ['a'], oauth_error: { status: 403 } })
    expect(answer.oauth_error.error_description).toContain('HS256')
    expect(answer).not.toHaveProperty('token')
  })

  it('warns where the hook would not run', async () => {
    const payload = { audience: `${tenant.url}api/v2/` }
    const { warnings } = await test('cb()', { payload })
    expect(warnings).toEqual([expect.stringContaining('hook_on_management_api')])
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
      const id = await saveHook(BODY, { enabled: true })
      await editApi(tenant.ports, AUDIENCE, { tokenDialect })
      const issued = decodeToken(await demoExchange(tenant, { colour: 'blue' }))
      const { client_id } = tenant.credentials.demo
      const context = { body: { colour: 'blue' } }
      const { body } = await api.post(`/hooks/${id}/test`, { payload: { client_id, context } })
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

describe('a test of a saved hook', () => {
  it('runs its latest version, or the one that is named', async () => {
    const id = await saveHook("cb(null, 'first')")
    await api.patch(`/hooks/${id}`, { script: hookOf("cb(null, 'second')") })
    expect((await api.post(`/hooks/${id}/test`)).body.result).toBe('second')
    expect((await api.post(`/hooks/${id}/test`, { version: 1 })).body.result).toBe('first')
    const unknown = await api.post(`/hooks/${id}/test`, { version: 3 })
    expect(unknown.status).toBe(404)
    expect(unknown.body.message).toContain('no version 3')
  })

  it('runs another script with its settings', async () => {
    const id = await saveHook('cb()', { timeout_ms: 150, after_callback_ms: 500 })
    const never = await api.post(`/hooks/${id}/test`, { script: hookOf('') })
    expect(never.body).toMatchObject({ cause: 'timed-out' })
    expect(never.body.error.message).toContain('150')
    const late = hookOf("setTimeout(() => console.log('late'), 200); cb()")
    const { body } = await api.post(`/hooks/${id}/test`, { script: late })
    expect(body.console).toMatchObject([{ text: 'late' }])
  })

  it('has its secrets, and over them those given; a placeholder is the saved one', async () => {
    const id = await saveHook("cb(null, { 'https://foo.com/s': context.webtask.secrets })")
    const saved = { A: 'saved A', B: 'saved B', M: HIDDEN, N: HIDDEN }
    await api.post(`/hooks/${id}/secrets`, saved)
    const seen = async (secrets?: JsonObject) => {
      const { body } = await api.post(`/hooks/${id}/test`, secrets && { secrets })
      return [body.claims['https://foo.com/s'], body.warnings]
    }
    const without = (name: string) => expect.stringContaining(`secret ${name} has no value`)
    const both = [without('M'), without('N')]
    expect(await seen()).toEqual([{ A: 'saved A', B: 'saved B' }, both])
    const given = { A: 'given A', B: HIDDEN, C: 'given C', M: 'given M', X: HIDDEN }
    const all = { A: 'given A', B: 'saved B', C: 'given C', M: 'given M' }
    expect(await seen(given)).toEqual([all, [without('N'), without('X')]])
    expect(await seen()).toEqual([{ A: 'saved A', B: 'saved B' }, both])
    const many = Object.fromEntries([...Array(17)].map((_, i) => [`K${i}`, 'value']))
    const refused = await api.post(`/hooks/${id}/test`, { secrets: many })
    expect(refused.status).toBe(400)
    expect(refused.body.message).toMatch(/'secrets': .* these would be 21/)
  })

  it('is a 404 without the hook, and a 400 for one that never runs', async () => {
    expect((await api.post('/hooks/01ARZ3NDEKTSV4RRFFQ69G5FAV/test')).status).toBe(404)
    const id = await saveHook('cb()', { triggerId: 'send-phone-message' })
    const answer = await api.post(`/hooks/${id}/test`)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain('/hooks/test')
  })
})

describe('the build', () => {
  const built = { name: 'left-pad', wanted: '^1.0.0', version: '1.3.0', source: 'latest' } as const

  /** Makes the builder find a package and a claim, and notes what it is given. */
  function buildWithPackage() {
    const { builder } = tenant.ports
    const original = builder.build.bind(builder)
    const build = vi.spyOn(builder, 'build').mockImplementation(async ({ script }) => ({
      ...(await original({ script, dependencies: {} })),
      packages: [built],
      bareClaims: ['seen_in_the_text'],
      warnings: ['Declare left-pad'],
      lock: '{"lock":1}',
    }))
    onTestFinished(() => build.mockRestore())
    return build
  }

  it('tells its packages and warnings', async () => {
    buildWithPackage()
    const answer = await test('cb(null, { and_in_the_result: 1 })')
    expect(answer.packages).toEqual([built])
    expect(answer.warnings).toEqual([
      'Declare left-pad',
      expect.stringContaining("'seen_in_the_text'"),
      expect.stringContaining("'and_in_the_result'"),
    ])
  })

  it('is that of a saved version, by its lock, unless the code is another', async () => {
    const build = buildWithPackage()
    const dependencies = { 'left-pad': '^1.0.0' }
    const script = hookOf('cb()')
    const id = await saveHook('cb()', { dependencies })
    const buildOf = async (body: JsonObject) => {
      expect((await api.post(`/hooks/${id}/test`, body)).status).toBe(200)
      return build.mock.lastCall?.[0]
    }
    expect(await buildOf({})).toEqual({ script, dependencies, lock: '{"lock":1}' })
    const other = hookOf('cb(null)')
    expect(await buildOf({ script: other })).toEqual({ script: other, dependencies })
    const newer = { 'left-pad': '^2.0.0' }
    expect(await buildOf({ dependencies: newer })).toEqual({ script, dependencies: newer })
  })
})

describe('nothing of a test is kept', () => {
  it('no record, no file, no pin; and the log has names only', async () => {
    const id = await saveHook("cb(null, { 'https://foo.com/pinned': 1 })", { enabled: true })
    await api.post(`/hooks/${id}/secrets`, { KEY: 'saved-secret-value' })
    const before = dumpTenant(tenant.folder)
    expect(before.rows.length).toBeGreaterThan(10)
    const draft = {
      script: hookOf(
        "console.log(context.webtask.secrets); cb(null, { 'https://foo.com/draft': 1 })",
      ),
      secrets: { GIVEN: 'given-secret-value' },
      payload: { client: { name: 'the payload’s value' } },
    }
    for (const path of [`/hooks/${id}/test`, '/hooks/test']) {
      expect((await api.post(path, draft)).body.claims).toEqual({ 'https://foo.com/draft': 1 })
      const event = await tenant.lastEvent()
      expect(event).toMatchObject({
        type: 'sapi',
        description: expect.stringMatching(/^Test a (Hook|Script)$/),
        details: { request: { changed: expect.arrayContaining(['payload', 'script', 'secrets']) } },
      })
      expect(JSON.stringify(event)).not.toMatch(/secret-value|the payload’s|foo\.com/)
    }
    expect(dumpTenant(tenant.folder)).toEqual(before)
    expect(decodeToken(await demoExchange(tenant)).payload).toHaveProperty('https://foo.com/pinned')
  })
})

describe('what cannot be tested', () => {
  const script = hookOf('cb()')
  const payload = (given: JsonObject) => ({ script, payload: given })
  it.each([
    [/'script': is required/, {}],
    [/'name': additional properties/, { script, name: 'x' }],
    [/'version': additional properties/, { script, version: 1 }],
    [/'script': must not be empty/, { script: '' }],
    [/'script': must have at most/, { script: 'x'.repeat(102_401) }],
    [/'dependencies'/, { script, dependencies: { a: 1 } }],
    [/'timeout_ms'/, { script, timeout_ms: 99 }],
    [/'after_callback_ms'/, { script, after_callback_ms: 2001 }],
    [/'secrets\.A': the value must be a string/, { script, secrets: { A: 1 } }],
    [/'secrets'/, { script, secrets: [] }],
    [/'payload\.user': additional properties/, payload({ user: {} })],
    [/'payload\.client\.secret': additional properties/, payload({ client: { secret: 'x' } })],
    [/'payload\.client\.id'/, payload({ client: { id: 'a b' } })],
    [/'payload\.client\.metadata\.a'/, payload({ client: { metadata: { a: 1 } } })],
    [/'payload': must have client, or client_id/, payload({ client: {}, client_id: 'a' })],
    [/'payload\.scope'/, payload({ scope: [1] })],
    [/'payload\.scope/, payload({ scope: ['a b'] })],
    [/'payload\.audience'/, payload({ audience: '' })],
    [/'payload\.context\.webtask': additional/, payload({ context: { webtask: {} } })],
    [/'payload\.context\.body': must be an object/, payload({ context: { body: [] } })],
    [/'payload\.context\.headers\.a'/, payload({ context: { headers: { a: 1 } } })],
    [/'payload': must have at most/, payload({ context: { body: { a: 'x'.repeat(65_536) } } })],
  ])('%s: a 400 that names the property', async (message, body: JsonObject) => {
    const answer = await api.post('/hooks/test', body)
    expect(answer.body.message).toMatch(message)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
  })

  it('is a saved hook’s version and a script at once', async () => {
    const id = await saveHook('cb()')
    const answer = await api.post(`/hooks/${id}/test`, { version: 1, script })
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain("'version': must be absent")
  })

  it('is a script that cannot be parsed: a 400 with line and column', async () => {
    const id = await saveHook('cb()')
    for (const path of ['/hooks/test', `/hooks/${id}/test`]) {
      const answer = await api.post(path, { script: 'let a = 1\nlet b = = 2' })
      expect(answer.status).toBe(400)
      expect(answer.body.message).toMatch(/'script': line 2, column \d+/)
    }
  })

  it('is an application that is not there', async () => {
    const answer = await api.post('/hooks/test', payload({ client_id: 'nobody' }))
    expect(answer.status).toBe(404)
  })

  it('is one test too many at once: a 503 that says when to come again', async () => {
    const run = vi.spyOn(tenant.ports.drafts, 'run')
    run.mockRejectedValueOnce(new HookCapacityError('4 drafts are running already.'))
    const answer = await api.post('/hooks/test', { script })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect((await api.post('/hooks/test', { script })).status).toBe(200)
    run.mockRestore()
  })
})

it('wants the scope update:hooks', async () => {
  const { demo } = tenant.credentials
  await giveGrant(tenant.ports, demo.client_id, SYSTEM_API, ['read:hooks', 'create:hooks'])
  const reader = await managementClient(tenant, demo)
  for (const path of ['/hooks/test', '/hooks/x/test']) {
    const answer = await reader.post(path, { script: 'x' })
    expect(answer.status).toBe(403)
    expect(answer.body.message).toContain('update:hooks')
  }
})

it('describes both in the OpenAPI document, with a sample', async () => {
  const { paths } = (await api.get('/openapi.json')).body
  for (const path of ['/hooks/test', '/hooks/{id}/test']) {
    const { schema } = paths[path].post.requestBody.content['application/json']
    expect(schema.properties.payload.examples).toEqual([SAMPLE_PAYLOAD])
    expect(schema.additionalProperties).toBe(false)
  }
})
