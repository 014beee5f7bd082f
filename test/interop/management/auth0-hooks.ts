import { expect, it } from 'vitest'
import type { ManagementClient } from '../../support/management-client.ts'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import { type Auth0Scenario, createGrant, nextToken, uniqueName } from './auth0-scenario.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'
const CLAIM = 'https://example.com/greeting'

/** A hook that puts a text, and its secret GREETING if there is one, into a claim. */
const script = (text: string) => `
module.exports = function (client, scope, audience, context, cb) {
  var greeting = context.webtask.secrets.GREETING
  cb(null, { scope: scope, '${CLAIM}': '${text} ' + greeting })
}`

/** `hooks.*` and their secrets */
export function hookScenarios({ server, sdk, plain }: Auth0Scenario): void {
  const given = (text: string) => ({
    name: uniqueName('greeter').replaceAll(' ', '-'),
    triggerId: 'credentials-exchange',
    script: script(text),
  })

  async function createHook(api: ManagementClient, text: string, enabled = false) {
    const { status, body } = await api.post('/hooks', { ...given(text), enabled })
    expect(status).toBe(201)
    return body as { id: string; name: string }
  }

  it('creates a hook, enables and changes it: the next token follows', async () => {
    const { call } = sdk()
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    const token = () => nextToken(server(), machine, target.identifier)
    const hook = given('hello')
    const created = await call('hooks.create', { ...hook, dependencies: {} })
    expect(created).toMatchObject({ ...hook, enabled: false, dependencies: {} })
    const path = `/hooks/${created.id}`
    expect((await api.get(path)).body).toEqual(created)
    expect((await token())[CLAIM]).not.toBe('hello undefined')

    const enabled = await call('hooks.update', created.id, { enabled: true })
    expect(enabled).toEqual({ ...created, enabled: true })
    expect((await api.get(path)).body).toEqual(enabled)
    expect((await token())[CLAIM]).toBe('hello undefined')

    await call('hooks.update', created.id, { script: script('bye') })
    expect((await api.get(path)).body).toMatchObject({ script: script('bye'), enabled: true })
    expect((await token())[CLAIM]).toBe('bye undefined')

    await call('hooks.delete', created.id)
    expect((await api.get(path)).status).toBe(404)
    expect(await token()).not.toHaveProperty([CLAIM])
  })

  it('reads hooks, one by one and in lists', async () => {
    const { call, every, major } = sdk()
    const api = await plain()
    const [first, second] = [await createHook(api, 'one'), await createHook(api, 'two', true)]
    const stored = await api.get(`/hooks/${first.id}`)
    expect(await call('hooks.get', first.id)).toEqual(stored.body)
    const some = await call('hooks.get', first.id, { fields: 'id,name' })
    expect(some).toEqual({ id: first.id, name: first.name })
    const all = await api.get('/hooks?per_page=100')
    expect(await every('hooks.list', { per_page: 1 })).toEqual(all.body)
    const page = await call('hooks.list', { page: 1, per_page: 1, include_totals: true })
    const { length: total } = all.body
    expect(page).toEqual({ start: 1, limit: 1, total, hooks: all.body.slice(1, 2) })
    const triggerId = 'credentials-exchange'
    const enabled = { triggerId, enabled: true, fields: 'id', per_page: 50 }
    expect(await every('hooks.list', enabled)).toEqual([{ id: second.id }])
    for (const { id } of [first, second]) await call('hooks.delete', id)
    await expect(call('hooks.get', first.id)).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 404,
        message: /Hook does not exist/,
        errorCode: 'HookDoesNotExist',
      }),
    )
  })

  it('keeps secrets that the hook gets with the next token', async () => {
    const { call, major } = sdk()
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    const { id } = await createHook(api, 'hello', true)
    const stored = async () => (await api.get(`/hooks/${id}/secrets`)).body
    const greeting = async () => (await nextToken(server(), machine, target.identifier))[CLAIM]

    await call('secrets.add', id, { GREETING: 'first value', OTHER: 'x' })
    expect(await stored()).toEqual({ GREETING: HIDDEN, OTHER: HIDDEN })
    expect(await call('secrets.list', id)).toEqual({ GREETING: HIDDEN, OTHER: HIDDEN })
    expect(await greeting()).toBe('hello first value')

    await call('secrets.update', id, { GREETING: 'second value' })
    expect(await greeting()).toBe('hello second value')

    await call('secrets.remove', id, ['GREETING'])
    expect(await stored()).toEqual({ OTHER: HIDDEN })
    expect(await greeting()).toBe('hello undefined')

    await expect(call('secrets.add', id, { OTHER: 'y' })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /OTHER/ }),
    )
    await expect(call('secrets.update', id, { NEW: 'y' })).rejects.toMatchObject({
      statusCode: 404,
    })
    await call('hooks.delete', id)
  })

  it('throws its own errors for names that are taken and for what is wrong', async () => {
    const { call, major } = sdk()
    const api = await plain()
    const { id, name } = await createHook(api, 'hello')
    await expect(call('hooks.create', { ...given('x'), name })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /./ }),
    )
    await expect(call('hooks.create', { ...given('x'), colour: 'red' })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 400, message: /'colour'/, errorCode: 'invalid_body' }),
    )
    await expect(call('hooks.update', id, { enabled: 'maybe' })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 400, message: /'enabled'/, errorCode: 'invalid_body' }),
    )
    await call('hooks.delete', id)
  })
}
