import { describe, expect, it } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createMachine } from './support/machines.ts'

const tenant = useManagedTenant()

describe('reading clients', () => {
  it('never shows a secret', async () => {
    const client = await createMachine(tenant)
    const one = await tenant.api.get(`/clients/${client.client_id}`)
    expect(one.body.name).toBe('m')
    const all = await tenant.api.get('/clients?per_page=100')
    for (const text of [one, all].map(({ body }) => JSON.stringify(body))) {
      expect(text).not.toContain('client_secret"')
      expect(text).not.toContain('digest')
    }
  })

  it('chooses properties', async () => {
    const client = await createMachine(tenant)
    const path = `/clients/${client.client_id}`
    const only = await tenant.api.get(`${path}?fields=name,client_id`)
    expect(only.body).toEqual({ client_id: client.client_id, name: 'm' })
    const without = await tenant.api.get(`${path}?fields=name&include_fields=false`)
    expect(without.body).not.toHaveProperty('name')
    expect(without.body).toHaveProperty('client_id')
  })

  it('pages in every shape', async () => {
    const plain = await tenant.api.get('/clients')
    expect(Array.isArray(plain.body)).toBe(true)
    const total = plain.body.length
    const first = await tenant.api.get('/clients?include_totals=true&per_page=2')
    expect(first.body).toMatchObject({ start: 0, limit: 2, total })
    const second = await tenant.api.get('/clients?include_totals=true&per_page=2&page=1')
    expect(second.body.start).toBe(2)
    expect([...first.body.clients, ...second.body.clients]).toEqual(plain.body.slice(0, 4))
    const ids: string[] = []
    let next: string | undefined = ''
    while (next !== undefined) {
      const page: { clients: { client_id: string }[]; next?: string } = (
        await tenant.api.get(`/clients?take=3${next && `&from=${next}`}`)
      ).body
      ids.push(...page.clients.map(({ client_id }) => client_id))
      next = page.next
    }
    expect(ids).toEqual(plain.body.map((client: { client_id: string }) => client.client_id))
  })

  it('filters', async () => {
    expect((await tenant.api.get('/clients?is_global=true')).body).toEqual([])
    const { body } = await tenant.api.get('/clients?app_type=non_interactive&include_totals=true')
    expect(body.total).toBe(body.clients.length)
    expect(new Set(body.clients.map((client: { app_type: string }) => client.app_type))).toEqual(
      new Set(['non_interactive']),
    )
  })

  it('finds clients by their ids, and refuses filters that it does not have', async () => {
    const [one, two] = [await createMachine(tenant), await createMachine(tenant)]
    const ids = [one.client_id, two.client_id]
    for (const query of [`client_ids=${ids.join(',')}`, `client_ids=${ids.join('&client_ids=')}`]) {
      const { body } = await tenant.api.get(`/clients?fields=client_id&${query}`)
      expect(body.map(({ client_id }: { client_id: string }) => client_id).sort()).toEqual(
        ids.toSorted(),
      )
    }
    expect((await tenant.api.get('/clients?q=name:x')).status).toBe(400)
  })

  it.each(['per_page=101', 'page=-1', 'take=0', 'include_totals=maybe', 'page=1&page=2'])(
    'refuses ?%s',
    async (query) => {
      const answer = await tenant.api.get(`/clients?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.body.errorCode).toBe('invalid_query_string')
    },
  )

  it('answers 404 for one that does not exist', async () => {
    const answer = await tenant.api.get('/clients/nobody')
    expect(answer).toMatchObject({ status: 404, body: { statusCode: 404, error: 'Not Found' } })
  })
})
