import { describe, expect, it } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { useTellingHook } from './support/telling-hook.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'

const tenant = useManagedTenant()
const hook = useTellingHook(tenant)

describe('the four calls', () => {
  it('answer as recorded, and the very next token runs with each change', async () => {
    expect(await tenant.api.get(hook.path)).toMatchObject({ status: 200, body: {} })
    const posted = await tenant.api.post(hook.path, {
      SECRET1: 'first value',
      'api-key': 'key value',
    })
    expect(posted).toMatchObject({ status: 201, body: {} })
    expect(await hook.seen()).toEqual({ SECRET1: 'first value', 'api-key': 'key value' })

    expect((await tenant.api.get(hook.path)).body).toEqual({ SECRET1: HIDDEN, 'api-key': HIDDEN })
    const patched = await tenant.api.patch(hook.path, { SECRET1: 'other value' })
    expect(patched).toMatchObject({ status: 201, body: {} })
    expect(await hook.seen()).toEqual({ SECRET1: 'other value', 'api-key': 'key value' })

    expect((await tenant.api.delete(hook.path, ['SECRET1', 'never there'])).status).toBe(204)
    expect(await hook.seen()).toEqual({ 'api-key': 'key value' })
    expect((await tenant.api.delete(hook.path, ['api-key'])).status).toBe(204)
    expect(await hook.seen()).toEqual({})
    expect((await tenant.api.get(hook.path)).body).toEqual({})
    expect((await hook.stored())?.version).toBe(1)
  })

  it('add only new names and change only known ones', async () => {
    await tenant.api.post(hook.path, { A: 'first of A', B: 'first of B' })
    const again = await tenant.api.post(hook.path, { A: 'second', C: 'third' })
    expect(again.status).toBe(409)
    expect(again.body.message).toMatch(/: A\./)
    const unknown = await tenant.api.patch(hook.path, { A: 'second', D: 'fourth' })
    expect(unknown.status).toBe(404)
    expect(unknown.body.message).toMatch(/: D\./)
    expect(await hook.seen()).toEqual({ A: 'first of A', B: 'first of B' })
  })

  it('take forms', async () => {
    const response = await fetch(`${tenant.url}api/v2${hook.path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.api.token}` },
      body: new URLSearchParams({ FORM: 'a & b' }),
    })
    expect(response.status).toBe(201)
    expect(await hook.seen()).toEqual({ FORM: 'a & b' })
  })

  it('work for hooks that do not run', async () => {
    const inert = { name: 'inert', script: 'x', triggerId: 'send-phone-message' }
    const { body } = await tenant.api.post('/hooks', inert)
    expect((await tenant.api.post(`/hooks/${body.id}/secrets`, { A: 'aaa' })).status).toBe(201)
    expect((await tenant.api.get(`/hooks/${body.id}/secrets`)).body).toEqual({ A: HIDDEN })
    expect(await hook.seen()).toEqual({})
    await tenant.api.delete(`/hooks/${body.id}`)
  })
})

describe('a value that is not there', () => {
  it('is missing until somebody gives it', async () => {
    expect((await tenant.api.post(hook.path, { A: HIDDEN, B: 'value of B' })).status).toBe(201)
    expect((await tenant.api.get(hook.path)).body).toEqual({ B: HIDDEN, A: HIDDEN })
    expect(await hook.stored()).toMatchObject({ missingSecrets: ['A'] })
    expect(await hook.seen()).toEqual({ B: 'value of B' })
    expect((await tenant.api.post(hook.path, { A: 'value' })).status).toBe(409)
    await tenant.api.patch(hook.path, { A: 'value of A' })
    expect(await hook.stored()).toMatchObject({ missingSecrets: [] })
    expect(await hook.seen()).toEqual({ A: 'value of A', B: 'value of B' })
  })

  it('changes nothing on PATCH', async () => {
    await tenant.api.post(hook.path, { A: 'value of A', M: HIDDEN })
    const before = await hook.stored()
    expect((await tenant.api.patch(hook.path, { A: HIDDEN, M: HIDDEN })).status).toBe(201)
    expect(await hook.stored()).toEqual(before)
    expect(await hook.seen()).toEqual({ A: 'value of A' })
    await tenant.api.delete(hook.path, ['M'])
    expect(await hook.stored()).toMatchObject({ secretNames: ['A'], missingSecrets: [] })
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
    const response = await fetch(`${tenant.url}api/v2${hook.path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.api.token}`, 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errorCode: 'invalid_body' })
    expect((await tenant.api.get(hook.path)).body).toEqual({})
  })

  it('leave room for names of 128 and values of 4096 characters', async () => {
    const largest = { ['n'.repeat(128)]: 'v'.repeat(4096), SHORT: '' }
    expect((await tenant.api.post(hook.path, largest)).status).toBe(201)
    expect(await hook.seen()).toEqual(largest)
  })

  it('are 20 secrets of one hook, the missing ones counted', async () => {
    const some = (from: number, to: number, value: string) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`K${from + i}`, value]))
    expect((await tenant.api.post(hook.path, some(0, 10, 'a value'))).status).toBe(201)
    expect((await tenant.api.post(hook.path, some(10, 20, HIDDEN))).status).toBe(201)
    const beyond = await tenant.api.post(hook.path, some(20, 21, 'a value'))
    expect(beyond.status).toBe(400)
    expect(beyond.body.message).toContain('at most 20 secrets, these would be 21')
  })

  it.each([[undefined], [{}], [[]], [[1]]])('refuse DELETE with %j', async (body) => {
    await tenant.api.post(hook.path, { A: 'aaa' })
    expect((await tenant.api.delete(hook.path, body as string[])).status).toBe(400)
    expect((await tenant.api.get(hook.path)).body).toEqual({ A: HIDDEN })
  })
})
