import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../functions/core/json.ts'
import { tenantKey } from '../../../../functions/core/record-keys.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createWordHook, removeHooks, says, tokenWord } from './support/word-hook.ts'

const INERT = 'pre-user-registration'

const tenant = useManagedTenant()
beforeEach(() => removeHooks(tenant.api))

const createHook = (given?: JsonObject) => createWordHook(tenant.api, given)

async function callForm(method: string, path: string, form: Record<string, string>) {
  const response = await fetch(`${tenant.url}api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.api.token}` },
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('POST /hooks', () => {
  it('answers as recorded, created disabled', async () => {
    const given = { name: 'testing-hook-creation', script: says('x'), triggerId: INERT }
    const { status, body } = await tenant.api.post('/hooks', given)
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
    expect((await tenant.api.get(`/hooks/${body.id}`)).body).toEqual(body)
  })

  it('enables for the very next token when asked to', async () => {
    await createHook({ enabled: true })
    expect(await tokenWord(tenant)).toBe('mine')
  })

  it.each([
    ['My First  Hook', 'my-first-hook'],
    ['A', 'a'],
    ['Already-There-2', 'already-there-2'],
  ])('stores the name %j as %j', async (name, stored) => {
    expect((await createHook({ name })).name).toBe(stored)
    const again = await tenant.api.post('/hooks', { name: stored, script: 'x', triggerId: INERT })
    expect(again.status).toBe(409)
    expect(again.body.message).toContain(stored)
  })

  it('gives a name to one of many that ask at once', async () => {
    const given = { name: 'wanted', script: says('x'), triggerId: 'credentials-exchange' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => tenant.api.post('/hooks', given)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect((await tenant.api.get('/hooks')).body).toHaveLength(1)
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
    const unset = await tenant.api.patch(`/hooks/${hook.id}`, { timeout_ms: null })
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
    const answer = await tenant.api.post('/hooks', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: 'Bad Request', errorCode: 'invalid_body' })
    expect(answer.body.message).toContain(message)
    expect((await tenant.api.get('/hooks')).body).toEqual([])
  })

  it.each([
    ['a syntax error', 'module.exports = (\n\n  ]', "'script': line 3, column 3: SyntaxError"],
    ['no function', 'module.exports = {}', 'must export a function'],
    ['a script that throws', 'throw new Error("at once")', 'at once'],
  ])('refuses %s before anything is stored', async (_name, script, message) => {
    const given = { name: 'broken', script, triggerId: 'credentials-exchange', enabled: true }
    const answer = await tenant.api.post('/hooks', given)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(message)
    expect((await tenant.api.get('/hooks')).body).toEqual([])
    expect(await tokenWord(tenant)).toBeUndefined()
    await createHook({ name: 'broken' })
  })

  it('stores hooks of other triggers unchecked and never runs them', async () => {
    const script = 'this is ( not JavaScript'
    const dependencies = { anything: '*' }
    const hook = await createHook({ script, dependencies, triggerId: INERT, enabled: true })
    expect(hook).toMatchObject({ script, dependencies, enabled: true })
    expect(existsSync(join(tenant.folder, 'hooks', hook.id))).toBe(false)
    expect(await tokenWord(tenant)).toBeUndefined()
    const patched = await tenant.api.patch(`/hooks/${hook.id}`, { script: 'still ( not' })
    expect(patched).toMatchObject({ status: 200, body: { script: 'still ( not', enabled: true } })
  })
})
