import { describe, expect, it } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../../../functions/core/management-scopes.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { at, createApi, RS } from './support/api-calls.ts'

const tenant = useManagedTenant()

const systemIdentifier = () => `${tenant.url}api/v2/`

describe('reading APIs', () => {
  it('lists the Management API as the system one', async () => {
    const { body } = await tenant.api.get(`${RS}?is_system=true`)
    expect(body).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        name: 'Auth0 Management API',
        identifier: systemIdentifier(),
        allow_offline_access: false,
        skip_consent_for_verifiable_first_party_clients: false,
        token_lifetime: 86400,
        token_lifetime_for_web: 7200,
        signing_alg: 'RS256',
        scopes: MANAGEMENT_SCOPES,
        is_system: true,
      },
    ])
    const others = (await tenant.api.get(`${RS}?is_system=false&per_page=100`)).body
    expect(others).not.toContainEqual(expect.objectContaining({ is_system: true }))
    expect((await tenant.api.get(at(systemIdentifier()))).body).toEqual(body[0])
  })

  it('finds by id and by identifier, and chooses properties', async () => {
    const created = await createApi(tenant)
    expect((await tenant.api.get(`${RS}/${created.id}`)).body).toEqual(created)
    expect((await tenant.api.get(at(created.identifier))).body).toEqual(created)
    const { body } = await tenant.api.get(`${RS}/${created.id}?fields=identifier`)
    expect(body).toEqual({ identifier: created.identifier })
  })

  it('pages in every shape', async () => {
    for (let created = 0; created < 3; created++) await createApi(tenant)
    const plain = (await tenant.api.get(`${RS}?per_page=100`)).body
    const first = (await tenant.api.get(`${RS}?include_totals=true&per_page=2`)).body
    expect(first).toEqual({
      start: 0,
      limit: 2,
      total: plain.length,
      resource_servers: plain.slice(0, 2),
    })
    const page = (await tenant.api.get(`${RS}?take=3&include_totals=true`)).body
    expect(page).toEqual({ resource_servers: plain.slice(0, 3), next: expect.any(String) })
    const next = (await tenant.api.get(`${RS}?take=100&from=${page.next}`)).body
    expect(next).toEqual({ resource_servers: plain.slice(3) })
  })

  it('filters by identifier', async () => {
    const created = await createApi(tenant)
    const query = `?identifiers=${encodeURIComponent(created.identifier)}`
    expect((await tenant.api.get(RS + query)).body).toEqual([created])
    expect((await tenant.api.get(`${RS}${query}&include_totals=true`)).body).toEqual({
      start: 0,
      limit: 50,
      total: 1,
      resource_servers: [created],
    })
    expect((await tenant.api.get(`${RS}?identifiers=nothing`)).body).toEqual([])
  })

  it.each(['000000000000000000000000', 'urn:nobody', 'x'.repeat(700), 'a%00b'])(
    'answers 404 for %s',
    async (id) => {
      for (const answer of [
        await tenant.api.get(`${RS}/${id}`),
        await tenant.api.patch(`${RS}/${id}`, { name: 'x' }),
      ]) {
        expect(answer).toMatchObject({ status: 404, body: { error: 'Not Found' } })
        expect(answer.body.message).toContain('GET /api/v2/resource-servers')
      }
    },
  )
})
