import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { JsonObject } from '../../../../functions/core/json.ts'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { dumpTenant } from '../../../support/dump-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { saveHook, testScript } from './support/draft-calls.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'

const tenant = useManagedTenant()

describe('a test of a saved hook', () => {
  it('runs its latest version, or the one that is named', async () => {
    const id = await saveHook(tenant.api, "cb(null, 'first')")
    await tenant.api.patch(`/hooks/${id}`, { script: hookOf("cb(null, 'second')") })
    expect((await tenant.api.post(`/hooks/${id}/test`)).body.result).toBe('second')
    expect((await tenant.api.post(`/hooks/${id}/test`, { version: 1 })).body.result).toBe('first')
    const unknown = await tenant.api.post(`/hooks/${id}/test`, { version: 3 })
    expect(unknown.status).toBe(404)
    expect(unknown.body.message).toContain('no version 3')
  })

  it('runs another script with its settings', async () => {
    const id = await saveHook(tenant.api, 'cb()', { timeout_ms: 150, after_callback_ms: 500 })
    const never = await tenant.api.post(`/hooks/${id}/test`, { script: hookOf('') })
    expect(never.body).toMatchObject({ cause: 'timed-out' })
    expect(never.body.error.message).toContain('150')
    const late = hookOf("setTimeout(() => console.log('late'), 200); cb()")
    const { body } = await tenant.api.post(`/hooks/${id}/test`, { script: late })
    expect(body.console).toMatchObject([{ text: 'late' }])
  })

  it('has its secrets, and over them those given; a placeholder is the saved one', async () => {
    const id = await saveHook(
      tenant.api,
      "cb(null, { 'https://foo.com/s': context.webtask.secrets })",
    )
    const saved = { A: 'saved A', B: 'saved B', M: HIDDEN, N: HIDDEN }
    await tenant.api.post(`/hooks/${id}/secrets`, saved)
    const seen = async (secrets?: JsonObject) => {
      const { body } = await tenant.api.post(`/hooks/${id}/test`, secrets && { secrets })
      return [body.claims['https://foo.com/s'], body.warnings]
    }
    const without = (name: string) => expect.stringContaining(`secret ${name} has no value`)
    const both = [without('M'), without('N')]
    expect(await seen()).toEqual([{ A: 'saved A', B: 'saved B' }, both])
    const given = { A: 'given A', B: HIDDEN, C: 'given C', M: 'given M', X: HIDDEN }
    const all = { A: 'given A', B: 'saved B', C: 'given C', M: 'given M' }
    expect(await seen(given)).toEqual([all, [without('N'), without('X')]])
    expect(await seen()).toEqual([{ A: 'saved A', B: 'saved B' }, both])
    const many = Object.fromEntries([...Array(17)].map((_, i) => [`K${i}`, 'value']))
    const refused = await tenant.api.post(`/hooks/${id}/test`, { secrets: many })
    expect(refused.status).toBe(400)
    expect(refused.body.message).toMatch(/'secrets': .* these would be 21/)
  })

  it('is a 404 without the hook, and a 400 for one that never runs', async () => {
    expect((await tenant.api.post('/hooks/01ARZ3NDEKTSV4RRFFQ69G5FAV/test')).status).toBe(404)
    const id = await saveHook(tenant.api, 'cb()', { triggerId: 'send-phone-message' })
    const answer = await tenant.api.post(`/hooks/${id}/test`)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain('/hooks/test')
  })
})

describe('the build', () => {
  const built = { name: 'left-pad', wanted: '^1.0.0', version: '1.3.0', source: 'latest' } as const

  /** Makes the builder find a package and a claim, and notes what it is given. */
  function buildWithPackage() {
    const { builder } = tenant.ports
    const original = builder.build.bind(builder)
    const build = vi.spyOn(builder, 'build').mockImplementation(async ({ script }) => ({
      ...(await original({ script, dependencies: {} })),
      packages: [built],
      bareClaims: ['seen_in_the_text'],
      warnings: ['Declare left-pad'],
      lock: '{"lock":1}',
    }))
    onTestFinished(() => build.mockRestore())
    return build
  }

  it('tells its packages and warnings', async () => {
    buildWithPackage()
    const answer = await testScript(tenant.api, 'cb(null, { and_in_the_result: 1 })')
    expect(answer.packages).toEqual([built])
    expect(answer.warnings).toEqual([
      'Declare left-pad',
      expect.stringContaining("'seen_in_the_text'"),
      expect.stringContaining("'and_in_the_result'"),
    ])
  })

  it('is that of a saved version, by its lock, unless the code is another', async () => {
    const build = buildWithPackage()
    const dependencies = { 'left-pad': '^1.0.0' }
    const script = hookOf('cb()')
    const id = await saveHook(tenant.api, 'cb()', { dependencies })
    const buildOf = async (body: JsonObject) => {
      expect((await tenant.api.post(`/hooks/${id}/test`, body)).status).toBe(200)
      return build.mock.lastCall?.[0]
    }
    expect(await buildOf({})).toEqual({ script, dependencies, lock: '{"lock":1}' })
    const other = hookOf('cb(null)')
    expect(await buildOf({ script: other })).toEqual({ script: other, dependencies })
    const newer = { 'left-pad': '^2.0.0' }
    expect(await buildOf({ dependencies: newer })).toEqual({ script, dependencies: newer })
  })
})

describe('nothing of a test is kept', () => {
  it('no record, no file, no pin; and the log has names only', async () => {
    const id = await saveHook(tenant.api, "cb(null, { 'https://foo.com/pinned': 1 })", {
      enabled: true,
    })
    await tenant.api.post(`/hooks/${id}/secrets`, { KEY: 'saved-secret-value' })
    const before = dumpTenant(tenant.folder)
    expect(before.rows.length).toBeGreaterThan(10)
    const draft = {
      script: hookOf(
        "console.log(context.webtask.secrets); cb(null, { 'https://foo.com/draft': 1 })",
      ),
      secrets: { GIVEN: 'given-secret-value' },
      payload: { client: { name: 'the payload’s value' } },
    }
    for (const path of [`/hooks/${id}/test`, '/hooks/test']) {
      expect((await tenant.api.post(path, draft)).body.claims).toEqual({
        'https://foo.com/draft': 1,
      })
      const event = await tenant.lastEvent()
      expect(event).toMatchObject({
        type: 'sapi',
        description: expect.stringMatching(/^Test a (Hook|Script)$/),
        details: { request: { changed: expect.arrayContaining(['payload', 'script', 'secrets']) } },
      })
      expect(JSON.stringify(event)).not.toMatch(/secret-value|the payload’s|foo\.com/)
    }
    expect(dumpTenant(tenant.folder)).toEqual(before)
    expect(decodeToken(await demoExchange(tenant)).payload).toHaveProperty('https://foo.com/pinned')
  })
})
