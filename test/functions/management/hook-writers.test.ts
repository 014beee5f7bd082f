import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../functions/core/log-event.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const ROUNDS = 8
const TRIGGER = 'credentials-exchange'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

/** A state of a hook: its name says which, and so do its tokens' scope and its secrets' owner. */
const state = (hook: string, round: number) => ({
  name: `${hook}-${round}`,
  script: `module.exports = function (client, scope, audience, context, cb) {
    cb(null, {
      scope: ['${hook}-${round}'],
      'https://foo.com/hook': '${hook}',
      'https://foo.com/secret': context.webtask.secrets.OWNER,
    })
  }`,
})

async function createHook(hook: string): Promise<string> {
  const { status, body } = await api.post('/hooks', { ...state(hook, 0), triggerId: TRIGGER })
  expect(status).toBe(201)
  expect((await api.post(`/hooks/${body.id}/secrets`, { OWNER: hook })).status).toBe(201)
  return body.id
}

describe('ten writers at once', () => {
  it('never fail a token and never show half a change', { timeout: 120_000 }, async () => {
    for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
    const a = await createHook('a')
    const b = await createHook('b')
    let writing = true
    const statuses: number[] = []
    const repeat = async (write: (round: number) => Promise<{ status: number }[]>) => {
      for (let round = 1; round <= ROUNDS; round++) {
        for (const { status } of await write(round)) statuses.push(status)
      }
    }
    const enable = (id: string) =>
      repeat(async () => [await api.patch(`/hooks/${id}`, { enabled: true })])
    const update = (id: string, hook: string) =>
      repeat(async (round) => [await api.patch(`/hooks/${id}`, state(hook, round))])
    const changeSecrets = (id: string, hook: string) =>
      repeat(async (round) => [
        await api.patch(`/hooks/${id}/secrets`, { OWNER: `${hook} ${round}` }),
      ])
    const comeAndGo = (hook: string) =>
      repeat(async (round) => {
        const given = { ...state(hook, round), triggerId: TRIGGER, enabled: true }
        const created = await api.post('/hooks', given)
        const path = `/hooks/${created.body.id}`
        const secret = await api.post(`${path}/secrets`, { OWNER: hook })
        return [created, secret, await api.delete(path)]
      })
    const ask = async () => {
      const answers = []
      while (writing) answers.push(await demoExchange(tenant))
      return answers
    }
    const watch = async () => {
      while (writing) {
        const { body } = await api.get('/hooks?enabled=true&fields=id')
        expect(body.length).toBeLessThanOrEqual(1)
      }
    }

    const asking = [ask(), ask(), ask()]
    const watching = watch()
    await Promise.all([
      enable(a),
      enable(b),
      enable(a),
      update(a, 'a'),
      update(b, 'b'),
      changeSecrets(a, 'a'),
      changeSecrets(b, 'b'),
      comeAndGo('c'),
      comeAndGo('d'),
      repeat(async () => [await api.patch(`/hooks/${b}`, { enabled: false })]),
    ]).finally(() => {
      writing = false
    })
    await watching
    const answers = (await Promise.all(asking)).flat()

    expect(new Set(statuses)).toEqual(new Set([200, 201, 204]))
    expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body)).toEqual([])
    const seen = new Set<unknown>()
    for (const answer of answers) {
      const { payload } = decodeToken(answer)
      const hook = payload['https://foo.com/hook']
      const secret = payload['https://foo.com/secret']
      // The others run for a moment without their secret.
      const owner = secret === undefined ? undefined : String(secret).split(' ')[0]
      expect(hook === 'a' || hook === 'b' ? [hook] : [hook, undefined]).toContain(owner)
      seen.add(hook)
    }
    expect(seen.size).toBeGreaterThanOrEqual(3)
    await tenant.ports.log.flush()
    const events = (await tenant.ports.log.list({ take: 10_000 })) as unknown as LogEvent[]
    const runs = events.filter(({ type, details }) => type === 'seccft' && details.hook)
    expect(runs.length).toBeGreaterThan(10)
    for (const { scope, details } of runs) expect(details.hook?.name).toBe(scope)
  })
})
