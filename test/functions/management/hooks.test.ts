import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SecretsGone, StoreError } from '../../../functions/core/errors.ts'
import {
  deletedHookKey,
  hookKey,
  hookNameKey,
  hookVersionKey,
  tenantKey,
} from '../../../functions/core/record-keys.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const NOT_FOUND = {
  statusCode: 404,
  error: 'Not Found',
  message: 'Error: Hook does not exist',
  errorCode: 'HookDoesNotExist',
}
const INERT = 'pre-user-registration'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())
beforeEach(async () => {
  for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
})

/** A hook whose tokens carry this word. */
const says = (word: string) =>
  `module.exports = function (client, scope, audience, context, cb) {
     cb(null, { scope, 'https://foo.com/word': '${word}' })
   }`

/** What a new token carries. */
async function word(): Promise<unknown> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/word']
}

async function createHook(given: Record<string, unknown> = {}) {
  const hook = { name: 'mine', script: says('mine'), triggerId: 'credentials-exchange', ...given }
  const { status, body } = await api.post('/hooks', hook as Record<string, string>)
  expect(body).toMatchObject({ id: expect.anything() })
  expect(status).toBe(201)
  return body
}

async function callForm(method: string, path: string, form: Record<string, string>) {
  const response = await fetch(`${tenant.url}api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${api.token}` },
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('POST /hooks', () => {
  it('answers as recorded, created disabled', async () => {
    const given = { name: 'testing-hook-creation', script: says('x'), triggerId: INERT }
    const { status, body } = await api.post('/hooks', given)
    expect(status).toBe(201)
    expect(Object.entries(body)).toEqual(
      Object.entries({
        id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        name: 'testing-hook-creation',
        script: says('x'),
        dependencies: {},
        triggerId: INERT,
        enabled: false,
      }),
    )
    expect((await api.get(`/hooks/${body.id}`)).body).toEqual(body)
  })

  it('enables for the very next token when asked to', async () => {
    await createHook({ enabled: true })
    expect(await word()).toBe('mine')
  })

  it.each([
    ['My First  Hook', 'my-first-hook'],
    ['A', 'a'],
    ['Already-There-2', 'already-there-2'],
  ])('stores the name %j as %j', async (name, stored) => {
    expect((await createHook({ name })).name).toBe(stored)
    const again = await api.post('/hooks', { name: stored, script: 'x', triggerId: INERT })
    expect(again.status).toBe(409)
    expect(again.body.message).toContain(stored)
  })

  it('gives a name to one of many that ask at once', async () => {
    const given = { name: 'wanted', script: says('x'), triggerId: 'credentials-exchange' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('/hooks', given)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect((await api.get('/hooks')).body).toHaveLength(1)
  })

  it('takes a form, with dependencies as JSON text', async () => {
    const form = { name: 'form', script: says('form'), triggerId: INERT, enabled: 'true' }
    const settings = { dependencies: '{"lodash":"4.17.21"}', timeout_ms: '5000' }
    const { status, body } = await callForm('POST', '/hooks', { ...form, ...settings })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'form', enabled: true, timeout_ms: 5000 })
    expect(body.dependencies).toEqual({ lodash: '4.17.21' })
    const patched = await callForm('PATCH', `/hooks/${body.id}`, { enabled: 'false' })
    expect(patched).toMatchObject({ status: 200, body: { enabled: false } })
  })

  it('keeps settings, and shows them only when set', async () => {
    const hook = await createHook({ timeout_ms: 100, after_callback_ms: 2000, enabled: true })
    expect(hook).toMatchObject({ timeout_ms: 100, after_callback_ms: 2000 })
    const pinned = async () => (await tenant.ports.store.read([tenantKey]))[0]?.value.hook
    expect(await pinned()).toMatchObject({ timeoutMs: 100, afterCallbackMs: 2000 })
    const unset = await api.patch(`/hooks/${hook.id}`, { timeout_ms: null })
    expect(unset.body).not.toHaveProperty('timeout_ms')
    expect(unset.body.after_callback_ms).toBe(2000)
    expect(await pinned()).toMatchObject({ timeoutMs: 10_000, afterCallbackMs: 2000 })
  })

  it.each([
    [{}, "'name': is required; 'script': is required; 'triggerId': is required"],
    [{ name: '-x' }, "'name'"],
    [{ name: 'ä' }, "'name'"],
    [{ name: 'x'.repeat(101) }, "'name'"],
    [{ script: '' }, "'script'"],
    [{ script: `//${'x'.repeat(102_400)}` }, "'script': must have at most 102400 bytes"],
    [{ script: `//${'\u0001'.repeat(102_000)}` }, "'script': has too many control"],
    [{ script: '// \ud800' }, "'script'"],
    [{ triggerId: 'post-login' }, 'credentials-exchange, pre-user-registration'],
    [{ dependencies: { a: 1 } }, "'dependencies'"],
    [{ dependencies: ['a'] }, "'dependencies'"],
    [{ dependencies: '{' }, "'dependencies'"],
    [{ enabled: 'yes' }, "'enabled'"],
    [{ timeout_ms: 99 }, "'timeout_ms'"],
    [{ timeout_ms: 20_001 }, "'timeout_ms'"],
    [{ after_callback_ms: 2001 }, "'after_callback_ms'"],
    [{ unknown: 1 }, "'unknown': additional properties are not allowed"],
  ])('refuses %j and names the property', async (given, message) => {
    const whole = { name: 'x', script: says('x'), triggerId: 'credentials-exchange', ...given }
    const body = Object.keys(given).length === 0 ? {} : (whole as Record<string, string>)
    const answer = await api.post('/hooks', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: 'Bad Request', errorCode: 'invalid_body' })
    expect(answer.body.message).toContain(message)
    expect((await api.get('/hooks')).body).toEqual([])
  })

  it.each([
    ['a syntax error', 'module.exports = (\n\n  ]', "'script': line 3, column 3: SyntaxError"],
    ['no function', 'module.exports = {}', 'must export a function'],
    ['a script that throws', 'throw new Error("at once")', 'at once'],
  ])('refuses %s before anything is stored', async (_name, script, message) => {
    const given = { name: 'broken', script, triggerId: 'credentials-exchange', enabled: true }
    const answer = await api.post('/hooks', given)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(message)
    expect((await api.get('/hooks')).body).toEqual([])
    expect(await word()).toBeUndefined()
    await createHook({ name: 'broken' })
  })

  it('stores hooks of other triggers unchecked and never runs them', async () => {
    const script = 'this is ( not JavaScript'
    const dependencies = { anything: '*' }
    const hook = await createHook({ script, dependencies, triggerId: INERT, enabled: true })
    expect(hook).toMatchObject({ script, dependencies, enabled: true })
    expect(existsSync(join(tenant.folder, 'hooks', hook.id))).toBe(false)
    expect(await word()).toBeUndefined()
    const patched = await api.patch(`/hooks/${hook.id}`, { script: 'still ( not' })
    expect(patched).toMatchObject({ status: 200, body: { script: 'still ( not', enabled: true } })
  })
})

describe('reading hooks', () => {
  it('lists in the recorded shapes', async () => {
    const hook = await createHook()
    expect((await api.get('/hooks')).body).toEqual([hook])
    const page = await api.get('/hooks?include_totals=true&fields=id')
    expect(page.body).toEqual({ start: 0, limit: 50, total: 1, hooks: [{ id: hook.id }] })
    const one = await api.get(`/hooks/${hook.id}?fields=script&include_fields=false`)
    expect(Object.keys(one.body)).toEqual(['id', 'name', 'dependencies', 'triggerId', 'enabled'])
    const checkpoint = await api.get('/hooks?take=1')
    expect(checkpoint.body).toEqual({ hooks: [hook] })
  })

  it('filters by trigger and by whether it is enabled', async () => {
    const on = await createHook({ name: 'on', enabled: true })
    const off = await createHook({ name: 'off' })
    const inert = await createHook({ name: 'inert', triggerId: INERT, enabled: true })
    const ids = async (query: string) =>
      (await api.get(`/hooks?${query}`)).body.map(({ id }: { id: string }) => id)
    expect(await ids('triggerId=credentials-exchange')).toEqual([on.id, off.id])
    expect(await ids('enabled=true')).toEqual([on.id, inert.id])
    expect(await ids(`enabled=true&triggerId=${INERT}`)).toEqual([inert.id])
    expect(await ids('enabled=false')).toEqual([off.id])
    expect((await api.get('/hooks?triggerId=post-login')).status).toBe(400)
  })

  it('answers the recorded 404', async () => {
    const path = '/hooks/01GQN0P01XY4VE0PCK7H20QZ4M'
    expect(await api.get(path)).toMatchObject({ status: 404, body: NOT_FOUND })
    expect(await api.patch(path, { name: 'x' })).toMatchObject({ status: 404, body: NOT_FOUND })
    expect(await api.delete(path)).toMatchObject({ status: 404, body: NOT_FOUND })
    expect(await api.delete('/hooks/..%2f..')).toMatchObject({ status: 404, body: NOT_FOUND })
  })
})

describe('PATCH /hooks/{id}', () => {
  const versionsOf = async (id: string) => (await api.get(`/hooks/${id}/versions`)).body

  it('enables and disables for the very next token, one at a time', async () => {
    const one = await createHook({ name: 'one', script: says('one') })
    const two = await createHook({ name: 'two', script: says('two') })
    for (const [hook, expected] of [[one, 'one'] as const, [two, 'two'] as const]) {
      const { body } = await api.patch(`/hooks/${hook.id}`, { enabled: true })
      expect(body).toEqual({ ...hook, enabled: true })
      expect(await word()).toBe(expected)
      const enabled = (await api.get('/hooks?enabled=true')).body
      expect(enabled.map(({ id }: { id: string }) => id)).toEqual([hook.id])
    }
    await api.patch(`/hooks/${one.id}`, { enabled: false })
    expect(await word()).toBe('two')
    await api.patch(`/hooks/${two.id}`, { enabled: false })
    expect(await word()).toBeUndefined()
  })

  it('has one enabled hook for each of the other triggers too', async () => {
    const first = await createHook({ name: 'first', triggerId: INERT, enabled: true })
    const other = { name: 'other', triggerId: 'send-phone-message', enabled: true }
    const elsewhere = await createHook(other)
    const second = await createHook({ name: 'second', triggerId: INERT, enabled: true })
    const enabled = async () =>
      (await api.get('/hooks?enabled=true&fields=name')).body.map(
        ({ name }: { name: string }) => name,
      )
    expect(await enabled()).toEqual(['other', 'second'])
    await api.patch(`/hooks/${first.id}`, { enabled: false })
    expect(await enabled()).toEqual(['other', 'second'])
    await api.delete(`/hooks/${second.id}`)
    await api.patch(`/hooks/${elsewhere.id}`, { enabled: false })
    expect(await enabled()).toEqual([])
  })

  it('uses a new script of the enabled hook for the very next token', async () => {
    const hook = await createHook({ enabled: true })
    expect(await word()).toBe('mine')
    const { status, body } = await api.patch(`/hooks/${hook.id}`, { script: says('new') })
    expect(status).toBe(200)
    expect(body).toEqual({ ...hook, script: says('new') })
    expect(await word()).toBe('new')
    expect((await tenant.lastEvent()).details.hook).toMatchObject({ name: 'mine', version: 2 })
  })

  it('makes a version of another script only', async () => {
    const hook = await createHook({ enabled: true })
    const path = `/hooks/${hook.id}`
    await api.patch(path, { name: 'Renamed', timeout_ms: 500, script: says('mine') })
    await api.patch(path, { enabled: false })
    expect(await versionsOf(hook.id)).toHaveLength(1)
    await api.patch(path, { script: says('second'), enabled: true })
    expect(await versionsOf(hook.id)).toHaveLength(2)
    expect(await word()).toBe('second')
    expect((await tenant.lastEvent()).details.hook).toMatchObject({ name: 'renamed', version: 2 })
  })

  it('obeys a new time limit with the very next token', async () => {
    const never = 'module.exports = function (client, scope, audience, context, cb) {}'
    const hook = await createHook({ script: never, enabled: true })
    await api.patch(`/hooks/${hook.id}`, { timeout_ms: 150 })
    expect((await demoExchange(tenant)).status).toBe(500)
    expect((await tenant.lastEvent()).description).toMatch(/timed-out.* 150 ms/)
  })

  it('renames to a free name and frees the old one', async () => {
    const hook = await createHook({ name: 'before' })
    const other = await createHook({ name: 'other' })
    const taken = await api.patch(`/hooks/${hook.id}`, { name: 'Other' })
    expect(taken.status).toBe(409)
    expect((await api.patch(`/hooks/${hook.id}`, { name: 'BEFORE' })).body.name).toBe('before')
    expect((await api.patch(`/hooks/${hook.id}`, { name: 'After' })).body.name).toBe('after')
    expect((await api.patch(`/hooks/${other.id}`, { name: 'before' })).status).toBe(200)
  })

  it.each([
    [{ script: 'module.exports = (' }, "'script': line 1"],
    [{ script: 'module.exports = 1', name: 'renamed' }, 'must export a function'],
    [{ triggerId: 'credentials-exchange' }, "'triggerId': additional properties are not allowed"],
    [{ id: 'x' }, "'id': additional"],
    [{ name: null }, "'name'"],
    [{}, 'at least one property'],
  ])('changes nothing with %j', async (change, message) => {
    const hook = await createHook({ enabled: true })
    const answer = await api.patch(`/hooks/${hook.id}`, change as Record<string, string>)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(message)
    expect((await api.get(`/hooks/${hook.id}`)).body).toEqual(hook)
    expect(await versionsOf(hook.id)).toHaveLength(1)
    expect(await word()).toBe('mine')
  })
})

describe('DELETE /hooks/{id}', () => {
  it('ends the enabled hook for the very next token: 204, then 404', async () => {
    const hook = await createHook({ enabled: true })
    const path = `/hooks/${hook.id}`
    await api.post(`${path}/secrets`, { WORD: 'a secret value' })
    expect(await word()).toBe('mine')
    expect((await api.delete(path, {})).status).toBe(204)
    expect(await word()).toBeUndefined()
    expect((await api.get(path)).body).toEqual(NOT_FOUND)
    expect((await api.delete(path)).body).toEqual(NOT_FOUND)
    expect(existsSync(join(tenant.folder, 'hooks', hook.id))).toBe(false)
    expect(await tenant.ports.store.list(hookVersionKey(hook.id, 0).pk, { limit: 9 })).toEqual([])
    await createHook()
  })

  it('finishes a removal that was interrupted', async () => {
    const hook = await createHook()
    const [stored] = await tenant.ports.store.read([hookKey(hook.id)])
    await tenant.ports.store.transact([
      { remove: hookKey(hook.id), expect: 'any' },
      { remove: hookNameKey(hook.name), expect: 'any' },
      { put: deletedHookKey(hook.id), value: stored?.value ?? {}, expect: 'absent' },
    ])
    expect((await api.get(`/hooks/${hook.id}`)).status).toBe(404)
    expect((await api.get(`/hooks/${hook.id}/secrets`)).status).toBe(404)
    expect((await api.patch(`/hooks/${hook.id}`, { enabled: true })).status).toBe(404)
    expect((await api.delete(`/hooks/${hook.id}`)).status).toBe(204)
    expect((await api.delete(`/hooks/${hook.id}`)).status).toBe(404)
    expect(existsSync(join(tenant.folder, 'hooks', hook.id))).toBe(false)
  })
})

describe('a removal that ends half-way', () => {
  /** What is left of a hook that nobody sees any more. */
  async function leftOf(id: string) {
    const { store } = tenant.ports
    const [mark] = await store.read([deletedHookKey(id)])
    return {
      mark: mark !== undefined,
      deployed: existsSync(join(tenant.folder, 'hooks', id)),
      versions: (await store.list(hookVersionKey(id, 0).pk, { limit: 9 })).length > 0,
    }
  }

  const steps: [string, () => { mockRestore(): void }][] = [
    [
      'before what is deployed',
      () => vi.spyOn(tenant.ports.deployer, 'remove').mockRejectedValueOnce(new StoreError('down')),
    ],
    [
      'before its secrets',
      () => vi.spyOn(tenant.ports.secrets, 'remove').mockRejectedValueOnce(new StoreError('down')),
    ],
  ]

  it.each(steps)('%s is finished by whoever makes or removes a hook next', async (_, fail) => {
    for (const next of ['made', 'removed']) {
      const other = await createHook({ name: 'other' })
      const hook = await createHook()
      await api.post(`/hooks/${hook.id}/secrets`, { WORD: 'a secret value' })
      const versionId = (await storedHook(hook.id))?.secretsVersionId ?? ''
      const failing = fail()
      expect((await api.delete(`/hooks/${hook.id}`)).status).toBe(503)
      failing.mockRestore()
      expect(await leftOf(hook.id)).toMatchObject({ mark: true, versions: true })
      expect(await tenant.ports.secrets.read(hook.id, versionId)).toBeDefined()
      if (next === 'made') await createHook({ name: 'next' })
      else expect((await api.delete(`/hooks/${other.id}`)).status).toBe(204)
      expect(await leftOf(hook.id)).toEqual({ mark: false, deployed: false, versions: false })
      const read = tenant.ports.secrets.read(hook.id, versionId)
      await expect(read).rejects.toBeInstanceOf(SecretsGone)
      for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
    }
  })

  it('keeps nobody else from making one', async () => {
    const hook = await createHook()
    const failing = vi.spyOn(tenant.ports.secrets, 'remove').mockRejectedValue(new StoreError('x'))
    expect((await api.delete(`/hooks/${hook.id}`)).status).toBe(503)
    await createHook({ name: 'next' })
    failing.mockRestore()
  })

  async function storedHook(id: string) {
    return (await tenant.ports.store.read([hookKey(id)]))[0]?.value
  }
})

describe('the log', () => {
  it('names what was changed', async () => {
    const hook = await createHook()
    await api.patch(`/hooks/${hook.id}`, { script: says('secretive'), enabled: true })
    const event = await tenant.lastEvent()
    expect(event).toMatchObject({ type: 'sapi', description: 'Update a Hook' })
    expect(JSON.stringify(event)).not.toContain('secretive')
  })
})
