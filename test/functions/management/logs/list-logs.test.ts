import { beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { buildLogEvent } from '../../../support/build-log-event.ts'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { managementClient } from '../../../support/management-client.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

interface ShownEvent {
  log_id: string
  date: string
  type: string
  description: string
}

const tenant = useManagedTenant({ requestsPerMinute: 100_000 })

const search = (q: string) => tenant.api.get(`/logs?q=${encodeURIComponent(q)}`)
const idsOf = (events: ShownEvent[]) => events.map(({ log_id }) => log_id)

describe('the list', () => {
  const now = Date.now() - 3_600_000
  const events = Array.from({ length: 1200 }, (_, place) => ({
    ...buildLogEvent(now + place, `numbered ${place}`),
    client_name: place % 2 === 0 ? 'even' : 'odd',
  }))
  beforeAll(async () => {
    for (const event of events) tenant.ports.log.append(event)
    await demoExchange(tenant, { audience: 'urn:nothing' })
    await tenant.api.post('/clients', { name: 'quiet' })
  })

  it('is the newest first, 50 at a time, and turned round on request', async () => {
    const newest = (await tenant.api.get('/logs')).body
    expect(newest).toHaveLength(50)
    expect(idsOf(newest)).toEqual(idsOf(newest).sort().reverse())
    const next = (await tenant.api.get('/logs?page=1')).body
    expect(next[0].log_id < newest[49].log_id).toBe(true)
    const q = `q=${encodeURIComponent('client_name:even')}`
    const ascending = (await tenant.api.get(`/logs?${q}&sort=date:1&per_page=3`)).body
    expect(ascending.map(({ description }: ShownEvent) => description)).toEqual([
      'numbered 0',
      'numbered 2',
      'numbered 4',
    ])
    const descending = (await tenant.api.get(`/logs?${q}&sort=date:-1&per_page=1`)).body
    expect(descending[0].description).toBe('numbered 1198')
  })

  it('has totals in an object with exactly one array', async () => {
    const q = `q=${encodeURIComponent('client_name:odd')}`
    const { body } = await tenant.api.get(`/logs?${q}&include_totals=true&per_page=100&page=5`)
    expect(body).toMatchObject({ start: 500, limit: 100, length: 100, total: 600 })
    expect(Object.values(body).filter(Array.isArray)).toEqual([body.logs])
    expect(body.logs[0].description).toBe('numbered 199')
    const none = await tenant.api.get('/logs?include_totals=true&q=type:none')
    expect(none.body).toEqual({ start: 0, limit: 50, length: 0, total: 0, logs: [] })
    const only = await tenant.api.get(`/logs?${q}&include_totals=true&per_page=0`)
    expect(only.body).toEqual({ start: 0, limit: 0, length: 0, total: 600, logs: [] })
    expect((await tenant.api.get('/logs?per_page=0')).body).toEqual([])
  })

  it('finds the newest 1,000 matches, no more', async () => {
    const q = `q=${encodeURIComponent('description:numbered')}&per_page=100`
    const last = await tenant.api.get(`/logs?${q}&include_totals=true&page=9`)
    expect(last.body).toMatchObject({ total: 1000, length: 100 })
    expect(last.body.logs[99].description).toBe('numbered 200')
    expect((await tenant.api.get(`/logs?${q}&page=10`)).body).toEqual([])
    const oldest = await tenant.api.get(`/logs?${q}&sort=date:1`)
    expect(oldest.body[0].description).toBe('numbered 200')
    expect((await tenant.api.get('/logs?include_totals=true')).body.total).toBe(1000)
  })

  it.each([
    ['type:sapi AND description:"Create a Client"', (event: ShownEvent) => event.type === 'sapi'],
    ['type:(feccft OR fapi)', ({ type }: ShownEvent) => ['feccft', 'fapi'].includes(type)],
    ['numbered AND NOT even', ({ description }: ShownEvent) => description.endsWith('9')],
    [
      `date:[${new Date(now + 5).toISOString()} TO ${new Date(now + 7).toISOString()}]`,
      ({ description }: ShownEvent) => description === 'numbered 7',
    ],
    ['audience:"urn:nothing"', ({ type }: ShownEvent) => type === 'feccft'],
    ['ip:127.0.* AND quiet OR type:sapi', ({ type }: ShownEvent) => type === 'sapi'],
  ])('understands %s', async (q, expected) => {
    const { status, body } = await search(q)
    expect(status).toBe(200)
    expect(body.length).toBeGreaterThan(0)
    expect(expected(body[0])).toBe(true)
  })

  it('takes search for another name of q, and both together', async () => {
    const both = await tenant.api.get('/logs?q=numbered&search=client_name:odd&include_totals=true')
    expect(both.body.total).toBe(600)
  })

  it.each([
    ['q=(type:fapi', "'q': there is no closing ) for the ( at character 1"],
    ['q=date:[soon TO *]', 'at character 7'],
    [`q=${'a'.repeat(1025)}`, 'at most 1024 characters'],
    ['sort=type:1', "'sort': must be date:1 or date:-1"],
    ['per_page=101', "'per_page'"],
    ['take=0', "'take'"],
    ['from=nothing', "'from': must be a log_id"],
  ])('refuses ?%s', async (query, message) => {
    const answer = await tenant.api.get(`/logs?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errorCode).toBe('invalid_query_string')
    expect(answer.body.message).toContain(message)
  })
})

describe('checkpoints', () => {
  const next = (headers: Headers) =>
    /^<(https?:.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? ''

  it('page through 5,000 events while new ones arrive, and lose and repeat nothing', async () => {
    const { log } = tenant.ports
    const [before] = await log.search({ limit: 1 })
    const appended: string[] = []
    const append = (count: number) => {
      for (let place = 0; place < count; place++) {
        const event = buildLogEvent(Date.now(), 'arriving')
        appended.push(event.log_id)
        log.append(event)
      }
    }
    append(4000)
    const seen: string[] = []
    let path = `/logs?from=${before?.log_id}&take=100`
    for (;;) {
      const { body, headers } = await tenant.api.get(path)
      if (body.length === 0) break
      seen.push(...idsOf(body))
      if (appended.length < 5000) append(25)
      path = next(headers).replace(`${tenant.url}api/v2`, '')
    }
    expect(seen).toHaveLength(5000)
    expect(seen).toEqual(appended)
  })

  it('answer a plain array and a link, whatever else is asked for', async () => {
    const query = 'include_totals=true&page=0&per_page=50&q=type:none&fields=log_id'
    const { body, headers } = await tenant.api.get(`/logs?take=2&${query}`)
    expect(body).toHaveLength(2)
    expect(idsOf(body)).toEqual(idsOf(await tenant.ports.log.list({ take: 2 })))
    const url = next(headers)
    expect(url).toBe(`${tenant.url}api/v2/logs?from=${body[1].log_id}&take=2&fields=log_id`)
    const following = await tenant.api.get(url.replace(`${tenant.url}api/v2`, ''))
    expect(Object.keys(following.body[0])).toEqual(['log_id'])
  })

  it('lead to the same place again at the end of the log', async () => {
    const [newest] = await tenant.ports.log.search({ limit: 1 })
    const path = `/logs?from=${newest?.log_id}&take=10`
    const { body, headers } = await tenant.api.get(path)
    expect(body).toEqual([])
    expect(next(headers)).toBe(`${tenant.url}api/v2${path}`)
  })

  it('take an id of another server', async () => {
    const foreign = '90020230314144709188593000000000000001223372037868840734'
    expect((await tenant.api.get(`/logs?from=${foreign}&take=1`)).body).toHaveLength(1)
  })
})

it('needs read:logs', async () => {
  const { body } = await tenant.api.post('/clients', {
    name: 'reader',
    app_type: 'non_interactive',
  })
  const read = async (scope: string) => {
    await giveGrant(tenant.ports, body.client_id, SYSTEM_API, [scope])
    const reader = await managementClient(tenant, body)
    return [
      await reader.get('/logs'),
      await reader.get('/logs/1'),
      await reader.get('/logs?take=1'),
    ]
  }
  for (const answer of await read('read:stats')) {
    expect(answer.status).toBe(403)
    expect(answer.body.message).toBe('Insufficient scope, expected any of: read:logs')
  }
  expect((await read('read:logs')).map(({ status }) => status)).toEqual([200, 404, 200])
})
