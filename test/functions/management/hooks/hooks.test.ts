import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../functions/core/json.ts'
import {
  deletedHookKey,
  hookKey,
  hookNameKey,
  hookVersionKey,
} from '../../../../functions/core/record-keys.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createWordHook, removeHooks, says, tokenWord } from './support/word-hook.ts'

const NOT_FOUND = {
  statusCode: 404,
  error: 'Not Found',
  message: 'Error: Hook does not exist',
  errorCode: 'HookDoesNotExist',
}
const INERT = 'pre-user-registration'

const tenant = useManagedTenant()
beforeEach(() => removeHooks(tenant.api))

const createHook = (given?: JsonObject) => createWordHook(tenant.api, given)

describe('reading hooks', () => {
  it('lists in the recorded shapes', async () => {
    const hook = await createHook()
    expect((await tenant.api.get('/hooks')).body).toEqual([hook])
    const page = await tenant.api.get('/hooks?include_totals=true&fields=id')
    expect(page.body).toEqual({ start: 0, limit: 50, total: 1, hooks: [{ id: hook.id }] })
    const one = await tenant.api.get(`/hooks/${hook.id}?fields=script&include_fields=false`)
    expect(Object.keys(one.body)).toEqual(['id', 'name', 'dependencies', 'triggerId', 'enabled'])
    const checkpoint = await tenant.api.get('/hooks?take=1')
    expect(checkpoint.body).toEqual({ hooks: [hook] })
  })

  it('filters by trigger and by whether it is enabled', async () => {
    const on = await createHook({ name: 'on', enabled: true })
    const off = await createHook({ name: 'off' })
    const inert = await createHook({ name: 'inert', triggerId: INERT, enabled: true })
    const ids = async (query: string) =>
      (await tenant.api.get(`/hooks?${query}`)).body.map(({ id }: { id: string }) => id)
    expect(await ids('triggerId=credentials-exchange')).toEqual([on.id, off.id])
    expect(await ids('enabled=true')).toEqual([on.id, inert.id])
    expect(await ids(`enabled=true&triggerId=${INERT}`)).toEqual([inert.id])
    expect(await ids('enabled=false')).toEqual([off.id])
    expect((await tenant.api.get('/hooks?triggerId=post-login')).status).toBe(400)
  })

  it('answers the recorded 404', async () => {
    const path = '/hooks/01GQN0P01XY4VE0PCK7H20QZ4M'
    expect(await tenant.api.get(path)).toMatchObject({ status: 404, body: NOT_FOUND })
    expect(await tenant.api.patch(path, { name: 'x' })).toMatchObject({
      status: 404,
      body: NOT_FOUND,
    })
    expect(await tenant.api.delete(path)).toMatchObject({ status: 404, body: NOT_FOUND })
    expect(await tenant.api.delete('/hooks/..%2f..')).toMatchObject({
      status: 404,
      body: NOT_FOUND,
    })
  })
})

describe('DELETE /hooks/{id}', () => {
  it('ends the enabled hook for the very next token: 204, then 404', async () => {
    const hook = await createHook({ enabled: true })
    const path = `/hooks/${hook.id}`
    await tenant.api.post(`${path}/secrets`, { WORD: 'a secret value' })
    expect(await tokenWord(tenant)).toBe('mine')
    expect((await tenant.api.delete(path, {})).status).toBe(204)
    expect(await tokenWord(tenant)).toBeUndefined()
    expect((await tenant.api.get(path)).body).toEqual(NOT_FOUND)
    expect((await tenant.api.delete(path)).body).toEqual(NOT_FOUND)
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
    expect((await tenant.api.get(`/hooks/${hook.id}`)).status).toBe(404)
    expect((await tenant.api.get(`/hooks/${hook.id}/secrets`)).status).toBe(404)
    expect((await tenant.api.patch(`/hooks/${hook.id}`, { enabled: true })).status).toBe(404)
    expect((await tenant.api.delete(`/hooks/${hook.id}`)).status).toBe(204)
    expect((await tenant.api.delete(`/hooks/${hook.id}`)).status).toBe(404)
    expect(existsSync(join(tenant.folder, 'hooks', hook.id))).toBe(false)
  })
})

describe('the log', () => {
  it('names what was changed', async () => {
    const hook = await createHook()
    await tenant.api.patch(`/hooks/${hook.id}`, { script: says('secretive'), enabled: true })
    const event = await tenant.lastEvent()
    expect(event).toMatchObject({ type: 'sapi', description: 'Update a Hook' })
    expect(JSON.stringify(event)).not.toContain('secretive')
  })
})
