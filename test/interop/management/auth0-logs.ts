import { expect, it, vi } from 'vitest'
import type { ManagementClient } from '../../support/management-client.ts'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import { type Auth0Scenario, createGrant, exchange } from './auth0-scenario.ts'

/** Lines are written behind the answers. */
const WITHIN = { timeout: 5000 }

/** `logs.*` and `stats.*` */
export function logScenarios({ server, sdk, plain }: Auth0Scenario): void {
  /** Makes a client exchange until the log has that many lines of it, and gives these. */
  async function exchangeTimes(api: ManagementClient, times: number) {
    const { machine, api: target } = await createGrant(api, ['read:data'])
    for (let i = 0; i < times; i++) await exchange(server(), machine, target.identifier)
    const q = `type:seccft AND client_id:${machine.client_id}`
    const lines = await vi.waitFor(async () => {
      const { body } = await api.get(`/logs?sort=date:1&q=${encodeURIComponent(q)}`)
      expect(body).toHaveLength(times)
      return body as { log_id: string }[]
    }, WITHIN)
    return { machine, q, lines }
  }

  it('finds the lines of a client, page by page', async () => {
    const { major, call, every } = sdk()
    const { q, lines } = await exchangeTimes(await plain(), 3)
    const sort = 'date:1'
    // From 5.x on `q` is for `requestOptions`, and `search` is what the types know.
    const query = major <= 4 ? { q, sort } : { search: q, sort }
    const paged = { ...query, page: 0, per_page: 2, include_totals: true }
    expect(await call('logs.list', paged)).toMatchObject({
      start: 0,
      limit: 2,
      total: 3,
      logs: lines.slice(0, 2),
    })
    expect(await every('logs.list', { ...query, per_page: 2 })).toEqual(lines)
    if (major >= 5) {
      const options = { queryParams: { q } }
      const { logs } = await call('logs.list', { sort, per_page: 100 }, options)
      expect(logs).toEqual(lines)
    }
  })

  it('continues from a line', async () => {
    const { major, call } = sdk()
    const { lines } = await exchangeTimes(await plain(), 3)
    const query = { from: lines[0]?.log_id, take: 2 }
    // From 5.x on the types know pages only.
    const args = major <= 4 ? [query] : [{}, { queryParams: query }]
    expect(await call('logs.list', ...args)).toEqual(lines.slice(1))
  })

  it('reads one line', async () => {
    const { major, call } = sdk()
    const api = await plain()
    const { machine, lines } = await exchangeTimes(api, 1)
    const id = lines[0]?.log_id
    const line = await call('logs.get', id)
    expect(line).toEqual((await api.get(`/logs/${id}`)).body)
    expect(line).toMatchObject({ log_id: id, type: 'seccft', client_id: machine.client_id })
    await expect(call('logs.get', '9'.repeat(32))).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 404, message: /./ }),
    )
  })

  it('counts the tokens of a day', async () => {
    const api = await plain()
    const today = new Date().toISOString().slice(0, 10)
    const day = today.replaceAll('-', '')
    const count = async () => {
      const [stats] = await sdk().call('stats.daily', { from: day, to: day })
      return stats ?? { logins: 0 }
    }
    const { logins: before } = await count()
    await exchangeTimes(api, 2)
    await vi.waitFor(async () => {
      const stats = await count()
      expect(stats).toMatchObject({ date: `${today}T00:00:00.000Z` })
      expect(stats.logins).toBeGreaterThanOrEqual(before + 2)
    }, WITHIN)
    // 4.x answers with the text of it.
    expect(Number(await sdk().call('stats.activeUsers'))).toBe(0)
  })
}
