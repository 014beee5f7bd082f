import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../functions/core/json.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createWordHook, removeHooks, says, tokenWord } from './support/word-hook.ts'

const INERT = 'pre-user-registration'

const tenant = useManagedTenant()
beforeEach(() => removeHooks(tenant.api))

const createHook = (given?: JsonObject) => createWordHook(tenant.api, given)

describe('PATCH /hooks/{id}', () => {
  const versionsOf = async (id: string) => (await tenant.api.get(`/hooks/${id}/versions`)).body

  it('enables and disables for the very next token, one at a time', async () => {
    const one = await createHook({ name: 'one', script: says('one') })
    const two = await createHook({ name: 'two', script: says('two') })
    for (const [hook, expected] of [[one, 'one'] as const, [two, 'two'] as const]) {
      const { body } = await tenant.api.patch(`/hooks/${hook.id}`, { enabled: true })
      expect(body).toEqual({ ...hook, enabled: true })
      expect(await tokenWord(tenant)).toBe(expected)
      const enabled = (await tenant.api.get('/hooks?enabled=true')).body
      expect(enabled.map(({ id }: { id: string }) => id)).toEqual([hook.id])
    }
    await tenant.api.patch(`/hooks/${one.id}`, { enabled: false })
    expect(await tokenWord(tenant)).toBe('two')
    await tenant.api.patch(`/hooks/${two.id}`, { enabled: false })
    expect(await tokenWord(tenant)).toBeUndefined()
  })

  it('has one enabled hook for each of the other triggers too', async () => {
    const first = await createHook({ name: 'first', triggerId: INERT, enabled: true })
    const other = { name: 'other', triggerId: 'send-phone-message', enabled: true }
    const elsewhere = await createHook(other)
    const second = await createHook({ name: 'second', triggerId: INERT, enabled: true })
    const enabled = async () =>
      (await tenant.api.get('/hooks?enabled=true&fields=name')).body.map(
        ({ name }: { name: string }) => name,
      )
    expect(await enabled()).toEqual(['other', 'second'])
    await tenant.api.patch(`/hooks/${first.id}`, { enabled: false })
    expect(await enabled()).toEqual(['other', 'second'])
    await tenant.api.delete(`/hooks/${second.id}`)
    await tenant.api.patch(`/hooks/${elsewhere.id}`, { enabled: false })
    expect(await enabled()).toEqual([])
  })

  it('uses a new script of the enabled hook for the very next token', async () => {
    const hook = await createHook({ enabled: true })
    expect(await tokenWord(tenant)).toBe('mine')
    const { status, body } = await tenant.api.patch(`/hooks/${hook.id}`, { script: says('new') })
    expect(status).toBe(200)
    expect(body).toEqual({ ...hook, script: says('new') })
    expect(await tokenWord(tenant)).toBe('new')
    expect((await tenant.lastEvent()).details.hook).toMatchObject({ name: 'mine', version: 2 })
  })

  it('makes a version of another script only', async () => {
    const hook = await createHook({ enabled: true })
    const path = `/hooks/${hook.id}`
    await tenant.api.patch(path, { name: 'Renamed', timeout_ms: 500, script: says('mine') })
    await tenant.api.patch(path, { enabled: false })
    expect(await versionsOf(hook.id)).toHaveLength(1)
    await tenant.api.patch(path, { script: says('second'), enabled: true })
    expect(await versionsOf(hook.id)).toHaveLength(2)
    expect(await tokenWord(tenant)).toBe('second')
    expect((await tenant.lastEvent()).details.hook).toMatchObject({ name: 'renamed', version: 2 })
  })

  it('obeys a new time limit with the very next token', async () => {
    const never = 'module.exports = function (client, scope, audience, context, cb) {}'
    const hook = await createHook({ script: never, enabled: true })
    await tenant.api.patch(`/hooks/${hook.id}`, { timeout_ms: 150 })
    expect((await demoExchange(tenant)).status).toBe(500)
    expect((await tenant.lastEvent()).description).toMatch(/timed-out.* 150 ms/)
  })

  it('renames to a free name and frees the old one', async () => {
    const hook = await createHook({ name: 'before' })
    const other = await createHook({ name: 'other' })
    const taken = await tenant.api.patch(`/hooks/${hook.id}`, { name: 'Other' })
    expect(taken.status).toBe(409)
    expect((await tenant.api.patch(`/hooks/${hook.id}`, { name: 'BEFORE' })).body.name).toBe(
      'before',
    )
    expect((await tenant.api.patch(`/hooks/${hook.id}`, { name: 'After' })).body.name).toBe('after')
    expect((await tenant.api.patch(`/hooks/${other.id}`, { name: 'before' })).status).toBe(200)
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
    const answer = await tenant.api.patch(`/hooks/${hook.id}`, change as Record<string, string>)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(message)
    expect((await tenant.api.get(`/hooks/${hook.id}`)).body).toEqual(hook)
    expect(await versionsOf(hook.id)).toHaveLength(1)
    expect(await tokenWord(tenant)).toBe('mine')
  })
})
