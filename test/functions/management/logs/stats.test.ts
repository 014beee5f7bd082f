import { beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../../functions/core/log-event.ts'
import { SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { buildLogEvent } from '../../../support/build-log-event.ts'
import { disableHooks, giveGrant, useScript } from '../../../support/edit-tenant.ts'
import { managementClient } from '../../../support/management-client.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

const DAY_MS = 86_400_000

const tenant = useManagedTenant()

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const compact = (time: number) => dayOf(time).replaceAll('-', '')

describe('GET /stats/daily', () => {
  const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2
  const daysAgo = (days: number) => noon - days * DAY_MS
  const append = (time: number, type: LogEvent['type'], error?: string) => {
    const details = error === undefined ? {} : { error }
    tenant.ports.log.append({ ...buildLogEvent(time), type, details })
  }
  const past = {
    date: `${dayOf(daysAgo(10))}T00:00:00.000Z`,
    logins: 2,
    refusals: 2,
    hook_failures: 1,
    signups: 0,
    leaked_passwords: 0,
    created_at: new Date(daysAgo(10)).toISOString(),
    updated_at: new Date(daysAgo(10) + 4).toISOString(),
  }
  beforeAll(() => {
    append(daysAgo(10), 'seccft')
    append(daysAgo(10) + 1, 'feccft', 'noGrant')
    append(daysAgo(10) + 2, 'feccft', 'hookServerError')
    append(daysAgo(10) + 4, 'seccft')
    append(daysAgo(9), 'sapi')
    append(daysAgo(29), 'seccft')
    append(daysAgo(30), 'seccft')
  })

  const datesOf = (body: { date: string }[]) => body.map(({ date }) => date.slice(0, 10))

  it('answers the recorded shape, days without exchanges absent', async () => {
    const query = `from=${compact(daysAgo(20))}&to=${compact(daysAgo(1))}`
    const { status, body } = await tenant.api.get(`/stats/daily?${query}`)
    expect(status).toBe(200)
    expect(body).toEqual([past])
  })

  it('is of the last 30 days, or of those before the last day given', async () => {
    const recent = datesOf((await tenant.api.get('/stats/daily')).body)
    expect(recent.slice(0, 2)).toEqual([29, 10].map((days) => dayOf(daysAgo(days))))
    const to = await tenant.api.get(`/stats/daily?to=${compact(daysAgo(1))}`)
    expect(datesOf(to.body)).toEqual([30, 29, 10].map((days) => dayOf(daysAgo(days))))
    const from = await tenant.api.get(`/stats/daily?from=${compact(daysAgo(10))}`)
    expect(from.body[0]).toEqual(past)
    expect((await tenant.api.get('/stats/daily?from=29991231')).body).toEqual([])
    const same = compact(daysAgo(10))
    expect((await tenant.api.get(`/stats/daily?from=${same}&to=${same}`)).body).toEqual([past])
  })

  it('counts tokens, refusals and failures of the hook as they come', async () => {
    const today = async () => {
      const path = `/stats/daily?from=${compact(Date.now() - DAY_MS)}`
      const { body } = await tenant.api.get(path)
      const sum = (name: string) =>
        body.reduce((total: number, day: Record<string, number>) => total + (day[name] ?? 0), 0)
      return { logins: sum('logins'), refusals: sum('refusals'), failures: sum('hook_failures') }
    }
    const before = await today()
    await demoExchange(tenant)
    await demoExchange(tenant, { audience: 'urn:nothing' })
    await useScript(tenant.ports, 'module.exports = () => { throw new Error("broken") }')
    expect((await demoExchange(tenant)).status).toBe(500)
    await disableHooks(tenant.ports)
    expect(await today()).toEqual({
      logins: before.logins + 1,
      refusals: before.refusals + 2,
      failures: before.failures + 1,
    })
  })

  it.each([
    ['from=2026-11-01', "'from': must be a day as YYYYMMDD"],
    ['to=20260230', "'to': must be a day of the calendar"],
    ['from=20261301', "'from': must be a day of the calendar"],
    ['from=', "'from'"],
    ['from=20261102&to=20261101', "'from' must not be after 'to'"],
  ])('refuses ?%s', async (query, message) => {
    const answer = await tenant.api.get(`/stats/daily?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errorCode).toBe('invalid_query_string')
    expect(answer.body.message).toContain(message)
  })
})

it('GET /stats/active-users answers a number', async () => {
  expect(await tenant.api.get('/stats/active-users')).toMatchObject({ status: 200, body: 0 })
})

it('needs read:stats', async () => {
  const { body } = await tenant.api.post('/clients', {
    name: 'reader',
    app_type: 'non_interactive',
  })
  const read = async (scope: string) => {
    await giveGrant(tenant.ports, body.client_id, SYSTEM_API, [scope])
    const reader = await managementClient(tenant, body)
    return [await reader.get('/stats/daily'), await reader.get('/stats/active-users')]
  }
  for (const answer of await read('read:logs')) {
    expect(answer.status).toBe(403)
    expect(answer.body.message).toBe('Insufficient scope, expected any of: read:stats')
  }
  expect((await read('read:stats')).map(({ status }) => status)).toEqual([200, 200])
})
