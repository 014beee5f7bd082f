import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HookEvent } from '../../../hooks/runtime/contract.ts'
import { plainBuilder } from '../../support/plain-builder.ts'
import { runHookInChild } from '../../support/run-hook-in-child.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { textsOf } from '../support/open-hook.ts'
import { SERVICE_ORIGIN, startOldService } from './old-service.ts'
import { CORPUS, meaningOf, openOldHook, readCorpus } from './open-old-hook.ts'

const service = startOldService()
const names = readdirSync(CORPUS).sort()
const YEAR_2100 = 4_102_444_800

/** The fixture with the service's address and a signed token where it asks for one. */
function fixtureOf(name: string): Partial<HookEvent> {
  const text = readCorpus(name, 'fixture.json').replaceAll(SERVICE_ORIGIN, service.origin())
  const fixture = JSON.parse(text) as Partial<HookEvent>
  if (fixture.context?.body.subject_token) return withSubjectToken(fixture, aliceToken())
  return fixture
}

function withSubjectToken(fixture: Partial<HookEvent>, token: string): Partial<HookEvent> {
  const context = fixture.context ?? buildHookEvent().context
  return { ...fixture, context: { ...context, body: { ...context.body, subject_token: token } } }
}

function aliceToken(payload: object = {}, header: object = {}): string {
  const alice = { sub: 'auth|alice', exp: YEAR_2100, permissions: ['read:own'] }
  return service.signToken({ ...alice, ...payload }, header)
}

function clientOf(parts: Partial<HookEvent['client']>): HookEvent['client'] {
  return { ...buildHookEvent().client, ...parts }
}

const refused = (name: string, message: string) => ({ refused: { name, message } })
const token = (scope: string[], claims: object = {}, ignored: string[] = []) => ({
  token: { scope, claims, ignored },
})

describe.each(names)('%s', (name) => {
  test('has exactly its three files', () => {
    const files = readdirSync(new URL(`${name}/`, CORPUS))
    expect(files.sort()).toEqual(['expected.json', 'fixture.json', 'hook.js'])
  })

  test('gives the token, refusal or failure that is expected of its fixture', async () => {
    const outcome = await openOldHook(name)(fixtureOf(name))
    const { console: lines, ...expected } = JSON.parse(readCorpus(name, 'expected.json'))
    expect(meaningOf(outcome)).toEqual(expected)
    expect(Object.keys(claimsOf(meaningOf(outcome)))).toEqual(Object.keys(claimsOf(expected)))
    if (lines) expect(textsOf(outcome)).toEqual(lines)
  })

  test('is built unchanged as CommonJS and does the same in a process of its own', async () => {
    const script = readCorpus(name, 'hook.js')
    const built = await plainBuilder.build({ script, dependencies: {} })
    expect([...built.files]).toEqual([['hook.cjs', Buffer.from(script)]])
    const { outcomes, stdout } = await runHookInChild(script, [buildHookEvent(fixtureOf(name))])
    const { console: _, ...expected } = JSON.parse(readCorpus(name, 'expected.json'))
    expect(outcomes.map(meaningOf)).toEqual([expected])
    expect(stdout).toBe('')
  })
})

function claimsOf(meaning: { token?: unknown }): object {
  return (meaning.token as { claims: object } | undefined)?.claims ?? {}
}

describe('the other ways through these hooks', () => {
  test.each<[string, string, Partial<HookEvent>, object]>([
    [
      'metadata-to-claims',
      'leave out what the metadata does not have',
      { client: clientOf({ name: 'Bare' }), scope: [] },
      token([], {
        'https://billing.example.com/region': 'eu-west-1',
        'https://billing.example.com/client_name': 'Bare',
      }),
    ],
    [
      'json-in-metadata',
      'fail on metadata that is not there: String(undefined) is no JSON',
      { client: clientOf({}) },
      {
        failed: {
          cause: 'threw',
          name: 'SyntaxError',
          message: '"undefined" is not valid JSON',
        },
      },
    ],
    [
      'custom-parameters',
      'set no claim from a parameter that was not sent',
      { context: buildHookEvent().context },
      token(['read:sheets'], { 'https://example.com/agent': 'curl/8' }),
    ],
    [
      'request-query',
      'find an empty query',
      { context: buildHookEvent().context },
      token(['read:tiles', 'read:names']),
    ],
    ['chained-requests', 'ask nobody for another client', { client: clientOf({}) }, token([])],
    ['nested-claims', 'set none for another audience', { audience: 'urn:other' }, token([])],
    [
      'prototype-classes',
      'refuse with an error class in the old style',
      { scope: [] },
      refused('InvalidScopeError', 'Nothing was granted to ES5'),
    ],
    [
      'denials',
      'refuse a blocked client',
      { client: clientOf({ metadata: { blocked: 'true' } }) },
      refused('InvalidRequestError', 'Not a valid request.'),
    ],
    [
      'denials',
      'refuse for want of a secret',
      { audience: 'urn:other', secrets: {} },
      refused('ServerError', 'A server error occurred.'),
    ],
    [
      'denials',
      'refuse by the name that an error was given',
      { audience: 'urn:other', client: clientOf({ metadata: { note: 'Ask us first.' } }) },
      refused('InvalidScopeError', 'Ask us first.'),
    ],
    [
      'denials',
      'let everybody else through',
      { scope: ['read'] },
      token(['read'], { 'https://example.com/region': 'eu' }),
    ],
    [
      'scopes-rewritten',
      'push onto the empty array when nothing was granted',
      { scope: [] },
      token(['first', 'extra']),
    ],
    [
      'scopes-rewritten',
      'give duplicates and values that are no scopes, which are dropped',
      { scope: ['all'] },
      token(['read', 'write'], {}, ['scope']),
    ],
  ])('%s: %s', async (name, _, parts, expected) => {
    const outcome = await openOldHook(name)({ ...fixtureOf(name), ...parts })
    expect(meaningOf(outcome)).toEqual(expected)
  })

  test.each<[string, string, string, number, object]>([
    [
      'chained-requests',
      'a 401',
      '/desk/impersonate',
      401,
      refused('InvalidRequestError', 'Credenciais inválidas.'),
    ],
    [
      'chained-requests',
      'a 500',
      '/desk/impersonate',
      500,
      refused('ServerError', 'Ocorreu um erro.'),
    ],
    ['promise-chain', 'a 404', '/roles', 404, refused('Error', 'Got 404 from the roles service')],
    ['token-exchange', 'a 503', '/jwks', 503, refused('Error', 'Keys: status 503')],
  ])('%s: refuse after %s of the service', async (name, _, path, status, expected) => {
    service.statuses[path] = status
    expect(meaningOf(await openOldHook(name)(fixtureOf(name)))).toEqual(expected)
  })

  test('promisified-http: hands on the error of a connection that is refused', async () => {
    const secrets = { PROFILE_ENDPOINT: 'http://127.0.0.1:1', PROFILE_SECRET: 'x' }
    const outcome = await openOldHook('promisified-http')({ secrets })
    expect(meaningOf(outcome)).toEqual(refused('Error', 'connect ECONNREFUSED 127.0.0.1:1'))
    expect(outcome.console).toMatchObject([{ level: 'error' }])
  })
})

describe('token-exchange', () => {
  const run = (subjectToken: string) =>
    openOldHook('token-exchange')(withSubjectToken(fixtureOf('token-exchange'), subjectToken))
  const invalid = (message: string) => refused('InvalidRequestError', message)

  test.each<[string, () => string, object]>([
    [
      'a changed payload',
      () => forge(aliceToken()),
      invalid('subject_token has a wrong signature'),
    ],
    ['an expired token', () => aliceToken({ exp: 1 }), invalid('subject_token has expired')],
    [
      'another algorithm',
      () => aliceToken({}, { alg: 'none' }),
      invalid('subject_token has a wrong signature'),
    ],
    ['an unknown key', () => aliceToken({}, { kid: 'other' }), refused('Error', 'No key [other]')],
    ['no token at all', () => 'nonsense', invalid('subject_token is not a JWT')],
    ['parts that are no JSON', () => 'a.b.c', invalid('subject_token is not a JWT')],
  ])('refuses %s', async (_, make, expected) => {
    expect(meaningOf(await run(make()))).toEqual(expected)
  })

  test('is left out without a subject_token', async () => {
    expect(meaningOf(await run(''))).toEqual(token(['read:data']))
    expect(service.asked).toEqual([])
  })

  test('asks for the keys once and then finds them in the storage', async () => {
    const hook = openOldHook('token-exchange')
    const first = await hook(fixtureOf('token-exchange'))
    const second = await hook(fixtureOf('token-exchange'))
    expect([first, second].map(textsOf)).toEqual([['Keys: asked for'], ['Keys: known']])
    expect(meaningOf(second)).toEqual(meaningOf(first))
    expect(service.asked).toEqual(['GET /jwks'])
  })

  function forge(signed: string): string {
    const [header, , signature] = signed.split('.')
    const payload = Buffer.from(JSON.stringify({ sub: 'auth|eve', exp: YEAR_2100 }))
    return `${header}.${payload.toString('base64url')}.${signature}`
  }
})

describe('what a process keeps from call to call', () => {
  test('module-cache: a variable of the module', async () => {
    const hook = openOldHook('module-cache')
    const fixture = fixtureOf('module-cache')
    await hook(fixture)
    const second = await hook({ ...fixture, client: clientOf({ id: 'c2' }) })
    expect(meaningOf(second)).toEqual(
      token(['read:data'], { 'https://example.com/plan': 'free', 'https://example.com/calls': 2 }),
    )
    expect(service.asked).toEqual(['GET /plans'])
  })

  test('implicit-globals: a variable that was never declared', async () => {
    const hook = openOldHook('implicit-globals')
    await hook({})
    expect(meaningOf(await hook({}))).toMatchObject({
      token: { claims: { 'https://example.com/runs': 2, 'https://example.com/groups': [''] } },
    })
  })
})
