import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../functions/core/log-event.ts'
import {
  type ManagementAnswer,
  type ManagementClient,
  managementClient,
} from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const ROUNDS = 5
const TRIGGER = 'credentials-exchange'
const CLAIM = 'https://foo.com'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant({ requestsPerMinute: 1_000_000 })
  api = await managementClient(tenant)
  // Five writers of a hook stand in one line.
  tenant.ports.deploymentWaitMs = 120_000
})
afterAll(() => tenant.close())

/** A state of a hook: script and name tell which, and so do the tokens of the script. */
function state(hook: string, place: string) {
  return {
    name: `${hook}-${place}`,
    script: `module.exports = function (client, scope, audience, context, cb) {
      const { ONE, TWO } = context.webtask.secrets
      cb(null, {
        scope: ['${hook}-${place}'],
        '${CLAIM}/hook': '${hook}',
        '${CLAIM}/one': ONE,
        '${CLAIM}/two': TWO,
      })
    }`,
  }
}

const pair = (value: string) => ({ ONE: value, TWO: value })

async function createHook(hook: string): Promise<string> {
  const { status, body } = await api.post('/hooks', { ...state(hook, 'first'), triggerId: TRIGGER })
  expect(status).toBe(201)
  expect((await api.post(`/hooks/${body.id}/secrets`, pair(`${hook} first`))).status).toBe(201)
  return body.id
}

/** Calls that were refused, but for enabling during a deployment. */
const refused: ManagementAnswer['body'][] = []

async function repeat(write: (round: number) => Promise<ManagementAnswer[]>): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { status, body } of await write(round)) {
      const mayWait = status === 409 && /Wait .* and enable it then/.test(body.message)
      if (status >= 300 && !mayWait) refused.push(body)
    }
  }
}

/** The writers of a hook that stays. */
function writersOf(hook: string, id: string): Promise<void>[] {
  const path = `/hooks/${id}`
  const enable = (enabled: boolean) => repeat(async () => [await api.patch(path, { enabled })])
  const update = (writer: string) =>
    repeat(async (round) => [await api.patch(path, state(hook, `${writer}${round}`))])
  const changeSecrets = (writer: string) =>
    repeat(async (round) => [await api.patch(`${path}/secrets`, pair(`${hook} ${writer}${round}`))])
  const again = (verb: 'deploy' | 'rebuild') =>
    repeat(async (round) => [await api.post(`${path}/versions/${round}/${verb}`)])
  return [
    enable(true),
    enable(true),
    enable(false),
    update('x'),
    update('y'),
    changeSecrets('x'),
    changeSecrets('y'),
    again('deploy'),
    again('rebuild'),
  ]
}

/** The writer of hooks that come, enabled, and go. */
function comeAndGo(hook: string): Promise<void> {
  return repeat(async (round) => {
    const given = { ...state(hook, String(round)), triggerId: TRIGGER, enabled: true }
    const created = await api.post('/hooks', given)
    const path = `/hooks/${created.body.id}`
    const secret = await api.post(`${path}/secrets`, pair(`${hook} ${round}`))
    return [created, secret, await api.delete(path)]
  })
}

describe('twenty writers at once', () => {
  it('never fail a token and never show half a change', { timeout: 120_000 }, async () => {
    for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
    const a = await createHook('a')
    const b = await createHook('b')
    for (let round = 2; round <= ROUNDS; round++) {
      for (const [hook, id] of [['a', a] as const, ['b', b] as const]) {
        await api.patch(`/hooks/${id}`, state(hook, `early${round}`))
      }
    }
    let writing = true
    const ask = async () => {
      const answers = []
      while (writing) answers.push(await demoExchange(tenant))
      return answers
    }
    const mostEnabled = async () => {
      let most = 0
      while (writing) {
        const { body } = await api.get('/hooks?enabled=true&fields=id')
        most = Math.max(most, body.length)
      }
      return most
    }

    const asking = [ask(), ask(), ask()]
    const watching = mostEnabled()
    const writers = [...writersOf('a', a), ...writersOf('b', b), comeAndGo('c'), comeAndGo('d')]
    expect(writers).toHaveLength(20)
    await Promise.all(writers).finally(() => {
      writing = false
    })
    const answers = (await Promise.all(asking)).flat()

    expect(refused).toEqual([])
    expect(await watching).toBe(1)
    expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body)).toEqual([])
    const seen = new Set<unknown>()
    for (const answer of answers) {
      const { payload } = decodeToken(answer)
      const hook = payload[`${CLAIM}/hook`]
      const one = payload[`${CLAIM}/one`]
      expect(payload[`${CLAIM}/two`]).toBe(one)
      const owner = one === undefined ? undefined : String(one).split(' ')[0]
      // Those that come and go run for a moment without their secrets.
      expect(hook === 'a' || hook === 'b' ? [hook] : [hook, undefined]).toContain(owner)
      seen.add(hook)
    }
    expect(seen.size).toBeGreaterThanOrEqual(3)
    await expectOneScriptOfEachVersion({ a, b })
    for (const id of [a, b]) {
      expect((await api.get(`/hooks/${id}`)).body).not.toHaveProperty('deployment')
    }
  })
})

/** What ran as a version is what was saved as that version, in every exchange. */
async function expectOneScriptOfEachVersion(hooks: Record<string, string>): Promise<void> {
  await tenant.ports.log.flush()
  const events = (await tenant.ports.log.list({ take: 100_000 })) as unknown as LogEvent[]
  const runs = events.filter(({ type, details }) => type === 'seccft' && details.hook)
  expect(runs).not.toEqual([])
  for (const id of Object.values(hooks)) {
    const ran = new Map<number, Set<string>>()
    for (const { scope, details } of runs) {
      if (details.hook?.id !== id) continue
      const { version } = details.hook
      ran.set(version, (ran.get(version) ?? new Set()).add(scope))
    }
    for (const [version, scopes] of ran) {
      const { body } = await api.get(`/hooks/${id}/versions/${version}`)
      expect([...scopes].map((scope) => body.script.includes(`['${scope}']`))).toEqual([true])
    }
  }
}
