import { describe, expect, it } from 'vitest'
import type { TenantStore } from '../../../../functions/core/ports/tenant-store.ts'
import { grantSource } from '../../../../functions/management/grants/grant-source.ts'
import { listRecords } from '../../../../functions/management/list-records.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { AUDIENCE, createClient, GRANTS, grant, grantsBy } from './support/grant-calls.ts'

const tenant = useManagedTenant()

const systemIdentifier = () => `${tenant.url}api/v2/`

describe('GET /client-grants', () => {
  it('pages in every shape that was recorded', async () => {
    for (let created = 0; created < 3; created++)
      await grant(tenant.api, await createClient(tenant.api), [])
    const plain = (await tenant.api.get(GRANTS)).body
    expect(Array.isArray(plain)).toBe(true)
    const total = plain.length
    expect((await tenant.api.get(`${GRANTS}?include_totals=true&take=50`)).body).toEqual({
      client_grants: plain,
    })
    const some = (await tenant.api.get(`${GRANTS}?include_totals=true&take=2`)).body
    expect(some).toEqual({ client_grants: plain.slice(0, 2), next: expect.any(String) })
    const rest = await tenant.api.get(`${GRANTS}?take=50&from=${some.next}`)
    expect(rest.body).toEqual({ client_grants: plain.slice(2) })
    for (const page of ['', '&page=0']) {
      const answer = await tenant.api.get(`${GRANTS}?include_totals=true&per_page=50${page}`)
      expect(answer.body).toEqual({ start: 0, limit: 50, total, client_grants: plain })
    }
    const second = await tenant.api.get(`${GRANTS}?include_totals=true&per_page=2&page=1`)
    expect(second.body).toEqual({ start: 2, limit: 2, total, client_grants: plain.slice(2, 4) })
  })

  it('filters by client and by API, in every shape', async () => {
    const client = await createClient(tenant.api)
    const { client_id } = client
    const audiences = Array.from({ length: 25 }, (_, index) => `urn:filtered:${index + 10}`)
    for (const identifier of audiences) await tenant.api.post('/resource-servers', { identifier })
    for (const audience of audiences) await grant(tenant.api, client, [], audience)
    const system = await grant(tenant.api, client, ['read:logs'], systemIdentifier())
    const all = (await tenant.api.get(grantsBy({ client_id }))).body
    expect(all.map(({ audience }: { audience: string }) => audience)).toEqual([
      system.audience,
      ...audiences,
    ])
    const walked: unknown[] = []
    for (let from: string | undefined = ''; from !== undefined; ) {
      const { body } = await tenant.api.get(
        grantsBy({ client_id, take: '7', ...(from && { from }) }),
      )
      walked.push(...body.client_grants)
      from = body.next
    }
    expect(walked).toEqual(all)
    const page = await tenant.api.get(
      grantsBy({ client_id, page: '1', per_page: '20', include_totals: 'true' }),
    )
    expect(page.body).toEqual({ start: 20, limit: 20, total: 26, client_grants: all.slice(20) })
    const byApi = await tenant.api.get(
      grantsBy({ audience: 'urn:filtered:12', include_totals: 'true' }),
    )
    expect(byApi.body).toEqual({ start: 0, limit: 50, total: 1, client_grants: [all[3]] })
    expect(
      (await tenant.api.get(grantsBy({ client_id, audience: 'urn:filtered:12' }))).body,
    ).toEqual([all[3]])
    const nothings: Record<string, string>[] = [
      { client_id: 'nobody' },
      { client_id: 'not an id' },
      { audience: 'urn:nothing' },
      { audience: 'x'.repeat(700) },
      { client_id, audience: 'urn:nothing' },
      { client_id, subject_type: 'user' },
    ]
    for (const nothing of nothings) {
      expect((await tenant.api.get(grantsBy(nothing))).body).toEqual([])
    }
  })

  it('reads no other partition for a filter', async () => {
    const { client_id } = await createClient(tenant.api)
    await grant(tenant.api, { client_id, client_secret: '' }, ['read:data'])
    const { store } = tenant.ports
    const listed: string[] = []
    const watched: TenantStore = {
      read: (keys) => store.read(keys),
      transact: (changes) => store.transact(changes),
      list: (partition, page) => {
        listed.push(partition)
        return store.list(partition, page)
      },
    }
    const list = async (client: string | undefined, audience: string | undefined) => {
      const source = await grantSource(watched, client, audience)
      return listRecords({ ...source, show: ({ id }: { id: string }) => ({ id }) }, 'x', {})
    }
    expect(await list(client_id, undefined)).toHaveLength(1)
    expect(new Set(listed.splice(0))).toEqual(new Set([`C#${client_id}`]))
    expect(await list(undefined, AUDIENCE)).not.toHaveLength(0)
    expect(new Set(listed.splice(0))).toEqual(new Set([`A#${AUDIENCE}`]))
    expect(await list(client_id, AUDIENCE)).toHaveLength(1)
    expect(listed).toEqual([])
  })

  it('answers 404 for one that does not exist, on PATCH too', async () => {
    for (const id of ['cgr_0000000000000000', 'nonsense', 'x'.repeat(2000)]) {
      const answers = [
        await tenant.api.get(`${GRANTS}/${id}`),
        await tenant.api.patch(`${GRANTS}/${id}`, { scope: [] }),
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 404, body: { error: 'Not Found' } })
        expect(answer.body.message).toContain('GET /api/v2/client-grants')
      }
    }
  })
})
