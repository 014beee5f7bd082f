import { describe, expect, test } from 'vitest'
import type { HookEvent } from '../../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { hookOf, openHook, resultOf } from '../support/open-hook.ts'

const client = { tenant: 'acme', id: 'client', name: 'Client', metadata: {} }
const PAYLOAD = { client, scope: ['scope'], audience: 'audience' }

describe('the payload', () => {
  const context = buildHookEvent().context

  test.each<[string, string, Partial<HookEvent>, unknown]>([
    [
      'comes back as it was given',
      'cb(null, { client, scope, audience })',
      PAYLOAD,
      { client, scope: ['scope'], audience: 'audience' },
    ],
    [
      'comes back with what the hook changed in client, scope and context',
      `client.baz = 'baz'
       scope.push('more')
       context.hello = 'moon'
       context.ip = 'changed'
       delete context.webtask
       cb(null, { client, scope, audience, context })`,
      PAYLOAD,
      {
        client: { ...client, baz: 'baz' },
        scope: ['scope', 'more'],
        audience: 'audience',
        context: { ...context, hello: 'moon', ip: 'changed' },
      },
    ],
    [
      'changes nothing when the hook gives its parameters new values',
      "client = scope = audience = context = null; cb(null, { kept: 'claims' })",
      PAYLOAD,
      { kept: 'claims' },
    ],
    [
      'has several scopes in their order',
      'cb(null, { scope, isArray: Array.isArray(scope) })',
      { scope: ['b', 'a', 'c'] },
      { scope: ['b', 'a', 'c'], isArray: true },
    ],
    [
      '+ has an empty array where the original gave no scope at all',
      'cb(null, { type: typeof scope, isArray: Array.isArray(scope), length: scope.length })',
      { scope: [] },
      { type: 'object', isArray: true, length: 0 },
    ],
    [
      'falls back on an empty scope in hooks that guard against none',
      "scope = scope || ['never']; cb(null, { scope })",
      { scope: [] },
      { scope: [] },
    ],
    [
      'has the audience as a string, whatever it looks like',
      'cb(null, { audience, type: typeof audience })',
      { audience: 'urn:not a url' },
      { audience: 'urn:not a url', type: 'string' },
    ],
    [
      'has client properties that are empty',
      'cb(null, client)',
      { client: { tenant: '', id: '', name: '', metadata: {} } },
      { tenant: '', id: '', name: '', metadata: {} },
    ],
    [
      'lets metadata be read that nobody set',
      'cb(null, { type: typeof client.metadata.plan, keys: Object.keys(client.metadata) })',
      {},
      { type: 'undefined', keys: [] },
    ],
    [
      '+ has the four documented client properties and no others',
      'cb(null, Object.keys(client))',
      { client: { ...client, secret: 'must not come' } as HookEvent['client'] },
      ['tenant', 'id', 'name', 'metadata'],
    ],
  ])('%s', async (_, body, parts, expected) => {
    expect(resultOf(await openHook(hookOf(body)).run(parts))).toEqual(expected)
  })

  test('+ a client without metadata has an empty object, as hooks read properties of it', async () => {
    const event = buildHookEvent({ client: { ...client } })
    Reflect.deleteProperty(event.client, 'metadata')
    const { handler } = openHook(hookOf('cb(null, client)'))
    expect(resultOf(await handler(event))).toEqual(client)
  })
})

describe('the context', () => {
  const WEBTASK = ['body', 'data', 'headers', 'meta', 'params', 'query', 'secrets', 'storage']

  test.each<[string, string, unknown]>([
    [
      'is an object with the property webtask',
      'cb(null, { type: typeof context, webtask: typeof context.webtask })',
      { type: 'object', webtask: 'object' },
    ],
    [
      '+ always has its documented properties, where the original could give webtask alone',
      'cb(null, Object.keys(context).sort())',
      ['body', 'headers', 'ip', 'request', 'userAgent', 'webtask'],
    ],
    ['has the parts of a webtask', 'cb(null, Object.keys(context.webtask).sort())', WEBTASK],
    [
      'has the secrets under both of their names',
      'const { secrets, data } = context.webtask; cb(null, { secrets, same: secrets === data })',
      { secrets: { KEY: 'value' }, same: true },
    ],
    [
      'has the request that the exchange came with',
      'cb(null, [context.ip, context.userAgent, context.body, context.request.ip])',
      ['203.0.113.7', 'curl/8', { grant_type: 'client_credentials' }, '203.0.113.7'],
    ],
    [
      'has headers that the webtask has too',
      'cb(null, [context.headers, context.webtask.headers])',
      [{ 'user-agent': 'curl/8' }, { 'user-agent': 'curl/8' }],
    ],
    [
      'has in webtask.body the very client and scope that the hook is called with',
      `const { body } = context.webtask
       cb(null, [body.client === client, body.scope === scope, body.audience === audience])`,
      [true, true, true],
    ],
    [
      'has the parameters in webtask.body.context too, for hooks that read them there',
      'cb(null, context.webtask.body.context.body)',
      { grant_type: 'client_credentials' },
    ],
    [
      '+ does not contain itself: in the original, webtask.body.context was context',
      'cb(null, [context.webtask.body.context === context, JSON.stringify(context).length > 100])',
      [false, true],
    ],
    [
      '+ can be returned whole, where the original failed on the cycle',
      'cb(null, Object.keys(JSON.parse(JSON.stringify({ context })).context.webtask).sort())',
      WEBTASK,
    ],
    [
      'stores data with options and gives it back',
      `const { storage } = context.webtask
       storage.set({ a: 1 }, { force: 1 }, (error) =>
         storage.get((getError, data) => cb(error || getError, data)))`,
      { a: 1 },
    ],
  ])('%s', async (_, body, expected) => {
    const { run } = openHook(hookOf(body))
    expect(resultOf(await run({ secrets: { KEY: 'value' } }))).toEqual(expected)
  })

  test('is a new one for every call', async () => {
    const { run } = openHook(
      hookOf(`
        const seen = context.mark || context.webtask.mark || context.webtask.secrets.MARK || 'none'
        context.mark = context.webtask.mark = context.webtask.secrets.MARK = 'left behind'
        cb(null, { seen })
      `),
    )
    await run()
    expect(resultOf(await run())).toEqual({ seen: 'none' })
  })
})
