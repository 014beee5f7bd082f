import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient } from '../../../functions/management/clients/new-client.ts'
import { useManagedTenant } from '../../support/use-tenant.ts'

const CLIENTS = 10_000
/** Two records each: 50 fit one transaction. */
const AT_ONCE = 50

const tenant = useManagedTenant()
let total: number

beforeAll(async () => {
  for (let first = 0; first < CLIENTS; first += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, place) => {
      const name = `client-${String(first + place).padStart(5, '0')}`
      return newClient(name, `secret-of-${name}`, 'local', { name }).changes
    })
    await tenant.ports.store.transact(batch.flat())
  }
  total = CLIENTS + 2
}, 120_000)

/** How many records a call makes the store give. */
async function recordsRead(call: () => Promise<unknown>): Promise<number> {
  const list = vi.spyOn(tenant.ports.store, 'list')
  await call()
  const pages = await Promise.all(list.mock.results.map(({ value }) => value as Promise<unknown[]>))
  list.mockRestore()
  return pages.reduce((sum, page) => sum + page.length, 0)
}

describe(`a list of ${CLIENTS} clients`, () => {
  it('is walked by checkpoints without losing or repeating one, at the cost of what is returned', async () => {
    const ids: string[] = []
    const read = await recordsRead(async () => {
      let next: string | undefined
      do {
        const from: string = next === undefined ? '' : `&from=${encodeURIComponent(next)}`
        const { body } = await tenant.api.get(`/clients?fields=client_id&take=100${from}`)
        ids.push(...body.clients.map(({ client_id }: { client_id: string }) => client_id))
        next = body.next
      } while (next !== undefined)
    })
    expect(ids).toHaveLength(total)
    expect(new Set(ids).size).toBe(total)
    expect(read).toBeLessThanOrEqual(total + Math.ceil(total / 100))
  })

  it('gives its first page for the cost of a page', async () => {
    const read = await recordsRead(async () => {
      expect((await tenant.api.get('/clients?per_page=10')).body).toHaveLength(10)
    })
    expect(read).toBeLessThanOrEqual(11)
  })

  it('has right totals and pages anywhere', async () => {
    const deep = await tenant.api.get('/clients?include_totals=true&per_page=100&page=100')
    expect(deep.body).toMatchObject({ start: 10_000, limit: 100, total })
    expect(deep.body.clients).toHaveLength(2)
    const beyond = await tenant.api.get('/clients?include_totals=true&per_page=100&page=101')
    expect(beyond.body).toMatchObject({ total, clients: [] })
  })
})
