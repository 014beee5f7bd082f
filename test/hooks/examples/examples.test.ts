import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { openHook } from '../support/open-hook.ts'

const EXAMPLES = new URL('../../../hooks/examples/', import.meta.url)
const names = readdirSync(EXAMPLES)

/** Stands for the service that `call-http-service` asks. */
const asked: string[] = []
let status = 200
const service = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers.authorization}`)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end('{"plan":"gold"}')
})
beforeAll(() => new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => service.close(resolve)))

function read(name: string, file: string): string {
  return readFileSync(new URL(`${name}/${file}`, EXAMPLES), 'utf8')
}

function eventOf(name: string, parts: Partial<HookEvent> = {}): HookEvent {
  const event = buildHookEvent({ ...JSON.parse(read(name, 'fixture.json')), ...parts })
  if (event.secrets.PLANS_URL) {
    event.secrets.PLANS_URL = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`
  }
  return event
}

function summary(outcome: HookOutcome): unknown {
  if (outcome.kind === 'result') return { result: outcome.result }
  if (outcome.kind !== 'refused') return outcome
  const { name, message } = outcome.error
  return { refused: { name, message } }
}

test('there are the documented examples', () => {
  expect(names.sort()).toEqual([
    'call-http-service',
    'claims-from-secrets',
    'narrow-scopes-per-client',
    'read-custom-parameter',
    'refuse-by-client-metadata',
    'tutorial',
  ])
})

describe.each(names)('%s', (name) => {
  test('has exactly its three files', () => {
    expect(readdirSync(new URL(`${name}/`, EXAMPLES)).sort()).toEqual([
      'expected.json',
      'fixture.json',
      'hook.js',
    ])
  })

  test('does with its fixture what it says', async () => {
    const { handler } = openHook(read(name, 'hook.js'))
    const outcome = await handler(eventOf(name))
    expect(summary(outcome)).toEqual(JSON.parse(read(name, 'expected.json')))
  })
})

describe('the other branches', () => {
  const client = { tenant: 'acme', id: 'c1', name: 'App', metadata: {} }
  const refused = (name: string, message: string) => ({ refused: { name, message } })

  test.each<[string, string, Partial<HookEvent>, unknown]>([
    [
      'refuse-by-client-metadata',
      'a suspended application',
      { client: { ...client, metadata: { status: 'suspended' } } },
      refused('InvalidRequestError', 'App is suspended. Contact support@example.com.'),
    ],
    [
      'refuse-by-client-metadata',
      'a paid plan',
      { client: { ...client, metadata: { plan: 'paid' } } },
      { result: { scope: ['read:reports'] } },
    ],
    [
      'narrow-scopes-per-client',
      'an application without the entry',
      { client },
      { result: { scope: ['read:orders', 'write:orders', 'read:stock'] } },
    ],
    [
      'narrow-scopes-per-client',
      'no scope left',
      { client: { ...client, metadata: { allowed_scopes: 'other' } }, scope: ['a', 'b'] },
      refused('InvalidScopeError', 'None of these scopes is for App: a, b'),
    ],
    [
      'claims-from-secrets',
      'a missing secret',
      { secrets: {} },
      refused('ServerError', 'The secret SIGNING_KEY is not set.'),
    ],
    [
      'read-custom-parameter',
      'an application without stores',
      { client },
      refused('InvalidRequestError', 'App may not act for the store store-17.'),
    ],
    [
      'read-custom-parameter',
      'a missing parameter',
      { context: buildHookEvent().context },
      refused('InvalidRequestError', 'The parameter store_id is missing.'),
    ],
  ])('%s: %s', async (name, _, parts, expected) => {
    const { handler } = openHook(read(name, 'hook.js'))
    expect(summary(await handler(eventOf(name, parts)))).toEqual(expected)
  })

  test('call-http-service asks once and remembers; an answer that is no success refuses', async () => {
    const { handler } = openHook(read('call-http-service', 'hook.js'))
    const event = eventOf('call-http-service')
    asked.length = 0
    await handler(event)
    await handler(event)
    expect(asked).toEqual([`/${event.client.id} Bearer a-token-for-the-plans-service`])
    status = 500
    const outcome = await handler(eventOf('call-http-service', { client }))
    status = 200
    expect(summary(outcome)).toEqual(
      refused('ServerError', 'The plan of this application is not known. Try again later.'),
    )
    expect(outcome.console).toMatchObject([{ level: 'error' }])
    expect(outcome.console[0]?.text).toMatch(/^No plan for c1: Error: the service answered 500/)
  })
})
