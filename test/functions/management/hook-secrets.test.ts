import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../../functions/core/errors.ts'
import type { Hook } from '../../../functions/core/hook-model.ts'
import { hookKey } from '../../../functions/core/record-keys.ts'
import { hookSecretOperations } from '../../../functions/management/hooks/secrets.ts'
import { closedGate } from '../../support/closed-gate.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'
/** Its tokens carry the secrets it knows. */
const TELLS = `module.exports = function (client, scope, audience, context, cb) {
  console.log('secrets', context.webtask.secrets)
  cb(null, { scope, 'https://foo.com/secrets': context.webtask.secrets })
}`

let tenant: ServedTenant
let api: ManagementClient
let id: string
let path: string
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())
beforeEach(async () => {
  const triggerId = 'credentials-exchange'
  const { body } = await api.post('/hooks', { name: 'h', script: TELLS, triggerId, enabled: true })
  id = body.id
  path = `/hooks/${id}/secrets`
})
afterEach(async () => {
  await api.delete(`/hooks/${id}`)
})

/** The secrets as the hook sees them in a new exchange. */
async function seen(): Promise<unknown> {
  return decodeToken(await demoExchange(tenant)).payload['https://foo.com/secrets']
}

async function storedHook(): Promise<Hook | undefined> {
  const [stored] = await tenant.ports.store.read([hookKey(id)])
  return stored?.value
}

describe('the four calls', () => {
  it('answer as recorded, and the very next token runs with each change', async () => {
    expect(await api.get(path)).toMatchObject({ status: 200, body: {} })
    const posted = await api.post(path, { SECRET1: 'first value', 'api-key': 'key value' })
    expect(posted).toMatchObject({ status: 201, body: {} })
    expect(await seen()).toEqual({ SECRET1: 'first value', 'api-key': 'key value' })

    expect((await api.get(path)).body).toEqual({ SECRET1: HIDDEN, 'api-key': HIDDEN })
    const patched = await api.patch(path, { SECRET1: 'other value' })
    expect(patched).toMatchObject({ status: 201, body: {} })
    expect(await seen()).toEqual({ SECRET1: 'other value', 'api-key': 'key value' })

    expect((await api.delete(path, ['SECRET1', 'never there'])).status).toBe(204)
    expect(await seen()).toEqual({ 'api-key': 'key value' })
    expect((await api.delete(path, ['api-key'])).status).toBe(204)
    expect(await seen()).toEqual({})
    expect((await api.get(path)).body).toEqual({})
    expect((await storedHook())?.version).toBe(1)
  })

  it('add only new names and change only known ones', async () => {
    await api.post(path, { A: 'first of A', B: 'first of B' })
    const again = await api.post(path, { A: 'second', C: 'third' })
    expect(again.status).toBe(409)
    expect(again.body.message).toMatch(/: A\./)
    const unknown = await api.patch(path, { A: 'second', D: 'fourth' })
    expect(unknown.status).toBe(404)
    expect(unknown.body.message).toMatch(/: D\./)
    expect(await seen()).toEqual({ A: 'first of A', B: 'first of B' })
  })

  it('take forms', async () => {
    const response = await fetch(`${tenant.url}api/v2${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}` },
      body: new URLSearchParams({ FORM: 'a & b' }),
    })
    expect(response.status).toBe(201)
    expect(await seen()).toEqual({ FORM: 'a & b' })
  })

  it('work for hooks that do not run', async () => {
    const inert = { name: 'inert', script: 'x', triggerId: 'send-phone-message' }
    const { body } = await api.post('/hooks', inert)
    expect((await api.post(`/hooks/${body.id}/secrets`, { A: 'aaa' })).status).toBe(201)
    expect((await api.get(`/hooks/${body.id}/secrets`)).body).toEqual({ A: HIDDEN })
    expect(await seen()).toEqual({})
    await api.delete(`/hooks/${body.id}`)
  })
})

describe('a value that is not there', () => {
  it('is missing until somebody gives it', async () => {
    expect((await api.post(path, { A: HIDDEN, B: 'value of B' })).status).toBe(201)
    expect((await api.get(path)).body).toEqual({ B: HIDDEN, A: HIDDEN })
    expect(await storedHook()).toMatchObject({ missingSecrets: ['A'] })
    expect(await seen()).toEqual({ B: 'value of B' })
    expect((await api.post(path, { A: 'value' })).status).toBe(409)
    await api.patch(path, { A: 'value of A' })
    expect(await storedHook()).toMatchObject({ missingSecrets: [] })
    expect(await seen()).toEqual({ A: 'value of A', B: 'value of B' })
  })

  it('changes nothing on PATCH', async () => {
    await api.post(path, { A: 'value of A', M: HIDDEN })
    const before = await storedHook()
    expect((await api.patch(path, { A: HIDDEN, M: HIDDEN })).status).toBe(201)
    expect(await storedHook()).toEqual(before)
    expect(await seen()).toEqual({ A: 'value of A' })
    await api.delete(path, ['M'])
    expect(await storedHook()).toMatchObject({ secretNames: ['A'], missingSecrets: [] })
  })
})

describe('what is stored', () => {
  /** The versions of the hook's secrets that can be read. */
  async function readable(): Promise<string[]> {
    const tried = written.map(async (versionId) => {
      await tenant.ports.secrets.read(id, versionId)
      return versionId
    })
    const found = await Promise.allSettled(tried)
    return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }
  const written: string[] = []
  beforeEach(() => {
    written.length = 0
    const { secrets } = tenant.ports
    const write = secrets.write.bind(secrets)
    vi.spyOn(secrets, 'write').mockImplementation(async (...given) => {
      const version = await write(...given)
      written.push(version.versionId)
      return version
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is the latest version alone, and none when there is no value', async () => {
    await api.post(path, { A: 'first value' })
    await api.patch(path, { A: 'second value' })
    await api.post(path, { B: 'third value' })
    expect(written).toHaveLength(3)
    expect(await readable()).toEqual([(await storedHook())?.secretsVersionId])
    await api.delete(path, ['A', 'B'])
    expect(await readable()).toEqual([])
    expect(await seen()).toEqual({})
  })

  it("is the version before, when the new one could not be made the hook's", async () => {
    await api.post(path, { A: 'first value' })
    const before = await storedHook()
    const refuse = async () => {
      throw new StoreError('out of reach')
    }
    vi.spyOn(tenant.ports.store, 'transact').mockImplementationOnce(refuse)
    expect((await api.patch(path, { A: 'second value' })).status).toBe(503)
    expect(written).toHaveLength(2)
    expect(await readable()).toEqual([before?.secretsVersionId])
    expect(await seen()).toEqual({ A: 'first value' })
  })

  it('is what was written when the store failed only afterwards', async () => {
    await api.post(path, { A: 'first value' })
    const { store } = tenant.ports
    const transact = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await transact(changes)
      throw new StoreError('out of reach')
    })
    expect((await api.patch(path, { A: 'second value' })).status).toBe(503)
    expect(await seen()).toEqual({ A: 'second value' })
  })

  it('is never removed under a writer who comes a little later', async () => {
    await api.post(path, { A: 'first value' })
    const { secrets } = tenant.ports
    const keepOnly = secrets.keepOnly.bind(secrets)
    const gate = closedGate()
    vi.spyOn(secrets, 'keepOnly').mockImplementationOnce(async (...given) => {
      await gate.pass()
      await keepOnly(...given)
    })
    const slow = api.patch(path, { A: 'second value' })
    await gate.reached
    vi.mocked(secrets.keepOnly).mockImplementationOnce(async () => gate.open())
    expect((await api.patch(path, { A: 'third value' })).status).toBe(201)
    expect((await slow).status).toBe(201)
    expect(await seen()).toEqual({ A: 'third value' })
  })
})

describe('bounds', () => {
  it.each([
    ['{}', '{}'],
    ['an array', '["a"]'],
    ['null', 'null'],
    ['a number for a value', '{"A":1}'],
    ['a long name', JSON.stringify({ ['n'.repeat(129)]: 'x' })],
    ['a long value', JSON.stringify({ A: 'v'.repeat(4097) })],
    ['a control character in a name', '{"a\\u0000b":"x"}'],
    ['an empty name', '{"":"x"}'],
    ['a name that objects have', '{"A":"x","__proto__":"x"}'],
    ['21 of them', JSON.stringify(Object.fromEntries([...Array(21)].map((_, i) => [i, 'x'])))],
    [
      '60 KB in all',
      JSON.stringify(Object.fromEntries([...Array(16)].map((_, i) => [i, 'x'.repeat(4096)]))),
    ],
  ])('refuse %s', async (_name, body) => {
    const response = await fetch(`${tenant.url}api/v2${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errorCode: 'invalid_body' })
    expect((await api.get(path)).body).toEqual({})
  })

  it('leave room for names of 128 and values of 4096 characters', async () => {
    const largest = { ['n'.repeat(128)]: 'v'.repeat(4096), SHORT: '' }
    expect((await api.post(path, largest)).status).toBe(201)
    expect(await seen()).toEqual(largest)
  })

  it('are 20 secrets of one hook, the missing ones counted', async () => {
    const some = (from: number, to: number, value: string) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`K${from + i}`, value]))
    expect((await api.post(path, some(0, 10, 'a value'))).status).toBe(201)
    expect((await api.post(path, some(10, 20, HIDDEN))).status).toBe(201)
    const beyond = await api.post(path, some(20, 21, 'a value'))
    expect(beyond.status).toBe(400)
    expect(beyond.body.message).toContain('at most 20 secrets, these would be 21')
  })

  it.each([[undefined], [{}], [[]], [[1]]])('refuse DELETE with %j', async (body) => {
    await api.post(path, { A: 'aaa' })
    expect((await api.delete(path, body as string[])).status).toBe(400)
    expect((await api.get(path)).body).toEqual({ A: HIDDEN })
  })
})

describe('values that are gone from the store', () => {
  beforeEach(async () => {
    await api.post(path, { A: 'first', B: 'second' })
    await api.post(path, { C: HIDDEN })
    await tenant.ports.secrets.remove(id)
  })

  it('are given anew all at once, so that none is left without one unseen', async () => {
    const refused = await api.patch(path, { A: 'anew' })
    expect(refused.status).toBe(409)
    expect(refused.body.message).toMatch(/values .* are gone\. Give all of them anew.*: A, B$/)
    expect((await demoExchange(tenant)).status).toBe(503)
    expect((await tenant.lastEvent()).description).toMatch(/set all of them anew: hookmint/)
    expect((await api.patch(path, { A: 'anew', B: 'too' })).status).toBe(201)
    expect(await seen()).toEqual({ A: 'anew', B: 'too' })
    expect((await storedHook())?.missingSecrets).toEqual(['C'])
  })

  it('are no longer wanted once their names are removed', async () => {
    expect((await api.delete(path, ['A', 'B'])).status).toBe(204)
    expect(await seen()).toEqual({})
    expect((await api.post(path, { B: 'back' })).status).toBe(201)
    expect(await seen()).toEqual({ B: 'back' })
  })
})

it('tells nobody a value: no answer, no event, no console line', async () => {
  const told: unknown[] = []
  const secret = 'correct-horse-battery'
  for (const answer of [
    await api.post(path, { A: secret }),
    await api.post(path, { A: secret }),
    await api.patch(path, { A: `${secret}-2` }),
    await api.patch(path, { B: secret }),
    await api.post(path, { B: [secret] as unknown as string }),
    await api.post(path, { B: secret.repeat(400) }),
    await api.get(path),
    await api.get(`/hooks/${id}`),
    await api.get('/hooks'),
  ]) {
    told.push(answer.body, await tenant.lastEvent())
  }
  await demoExchange(tenant)
  const event = await tenant.lastEvent()
  expect(JSON.stringify(event.details.hook?.console)).toContain('[secret A]')
  expect(JSON.stringify([...told, event])).not.toContain(secret)
  expect(JSON.stringify(await storedHook())).not.toContain(secret)
})

it('wants the scopes of hooks', () => {
  const needed = hookSecretOperations(tenant.ports).map(({ method, scopes }) => [method, scopes])
  expect(needed).toEqual([
    ['GET', ['read:hooks']],
    ['POST', ['update:hooks']],
    ['PATCH', ['update:hooks']],
    ['DELETE', ['delete:hooks']],
  ])
})
