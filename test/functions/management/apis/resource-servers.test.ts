import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../../../functions/core/management-scopes.ts'
import { editTenant, giveGrant } from '../../../support/edit-tenant.ts'
import { expectScope } from '../../../support/expect-scope.ts'
import {
  callManagement,
  type ManagementClient,
  managementClient,
} from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

const RS = '/resource-servers'
const at = (identifier: string) => `${RS}/${encodeURIComponent(identifier)}`
const systemIdentifier = () => `${tenant.url}api/v2/`

let count = 0
/** A new API with an identifier of its own, of which the demo application has a grant. */
async function createApi(given: Parameters<ManagementClient['post']>[1] = {}) {
  const identifier = `https://api-${++count}.example.com/`
  const { status, body } = await api.post(RS, { identifier, ...given })
  expect(status).toBe(201)
  await giveGrant(tenant.ports, tenant.credentials.demo.client_id, body.identifier, ['read'])
  return body
}

const exchange = (audience: string) => demoExchange(tenant, { audience })

describe('the default audience', () => {
  it('cannot be deleted while it is the default', async () => {
    const { identifier } = await createApi()
    await api.patch('/tenants/settings', { default_audience: identifier })
    const refused = await api.delete(at(identifier))
    expect(refused.status).toBe(409)
    expect(refused.body.message).toContain('default audience')
    expect((await demoExchange(tenant, { audience: undefined })).status).toBe(200)
    await api.patch('/tenants/settings', { default_audience: '' })
    expect((await api.delete(at(identifier))).status).toBe(204)
  })
})

describe('POST /resource-servers', () => {
  it('answers with the recorded defaults', async () => {
    const { status, body } = await api.post(RS, { name: 'x', identifier: 'urn:defaults' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'x',
      identifier: 'urn:defaults',
      scopes: [],
      signing_alg: 'RS256',
      allow_offline_access: false,
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
      skip_consent_for_verifiable_first_party_clients: false,
    })
  })

  it('keeps what is given, what it does not know included', async () => {
    const given = {
      identifier: 'urn:given',
      scopes: [{ value: 'create:resource', description: 'Create Resource', extra: 1 }],
      signing_alg: 'HS256',
      token_lifetime: 7200,
      token_lifetime_for_web: 3600,
      token_dialect: 'rfc9068_profile_authz',
      enforce_policies: true,
      nested: { deep: [1, null] },
    }
    const { body } = await api.post(RS, given)
    expect(body).toMatchObject(given)
    expect((await api.get(`${RS}/${body.id}`)).body).toEqual(body)
  })

  it('counts for the very next token', async () => {
    const created = await createApi({ token_lifetime: 60, token_dialect: 'rfc9068_profile' })
    const token = await exchange(created.identifier)
    expect(token).toMatchObject({ status: 200, body: { expires_in: 60, scope: 'read extra' } })
    expect(decodeToken(token).header.typ).toBe('at+jwt')
  })

  it.each([
    ['x'.repeat(600)],
    ['ü'.repeat(300)],
    ['no url, with spaces'],
    ['63d16bba207a38efeafd7ad8'],
  ])('takes the identifier %s', async (identifier) => {
    expect((await api.post(RS, { identifier })).status).toBe(201)
    expect((await api.get(at(identifier))).body.identifier).toBe(identifier)
  })

  it('answers 409 for an identifier that is taken, and leaves the other one as it is', async () => {
    const created = await createApi({ name: 'first' })
    const again = await api.post(RS, { identifier: created.identifier, name: 'second' })
    expect(again).toMatchObject({ status: 409, body: { error: 'Conflict' } })
    expect(again.body.message).toContain(created.identifier)
    expect((await api.get(at(created.identifier))).body).toEqual(created)
    expect((await exchange(created.identifier)).status).toBe(200)
  })

  it('makes one of many that are asked for at the same time', async () => {
    const identifier = 'urn:at-once'
    const all = Array.from({ length: 8 }, () => api.post(RS, { identifier }))
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array(7).fill(409)])
  })

  it('reserves the Management API of every host that is served', async () => {
    await editTenant(tenant.ports, { hosts: ['other.example:8443'] })
    const hosts = [new URL(tenant.url).host, 'other.example:8443']
    for (const host of hosts) {
      for (const scheme of ['http', 'https']) {
        const answer = await api.post(RS, { identifier: `${scheme}://${host}/api/v2/` })
        expect(answer.status).toBe(409)
        expect(answer.body.message).toContain('reserved for the Management API')
      }
    }
    expect((await api.post(RS, { identifier: 'https://elsewhere.example/api/v2/' })).status).toBe(
      201,
    )
  })

  it('reserves that of the host which the request came to', async () => {
    const url = `http://localhost:${new URL(tenant.url).port}/`
    const identifier = `${url}api/v2/`
    const answer = await callManagement(url, api.token, 'POST', RS, { identifier })
    expect(answer.status).toBe(409)
    expect(answer.body.message).toContain('reserved')
  })

  const scopes = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => ({ value: String(index).padStart(length, 'x') }))

  it.each([
    [{ identifier: undefined }, "'identifier'"],
    [{ identifier: '' }, "'identifier': must not be empty"],
    [{ identifier: 7 }, "'identifier': must be a string, got 7"],
    [{ identifier: 'x'.repeat(601) }, "'identifier': must have at most 600 bytes, got 601"],
    [{ identifier: 'ü'.repeat(301) }, "'identifier'"],
    [{ identifier: 'a\u0000b' }, "'identifier': must not have control characters"],
    [{ identifier: 'a\ud800' }, "'identifier'"],
    [{ name: '<x>' }, "'name'"],
    [{ name: 1 }, "'name'"],
    [{ id: '63d16bba207a38efeafd7ad8' }, "'id'"],
    [{ is_system: true }, "'is_system'"],
    [{ token_lifetime: 0 }, "'token_lifetime': must be at least 1 second, got 0"],
    [{ token_lifetime: 1.5 }, "'token_lifetime': must be a whole number"],
    [{ token_lifetime: '60' }, "'token_lifetime': must be a number"],
    [{ token_lifetime: 2592001 }, 'at most 2592000 seconds (30 days: no longer is a signing key'],
    [{ token_lifetime_for_web: -1 }, "'token_lifetime_for_web'"],
    [{ signing_alg: 'ES256' }, `'signing_alg': must be one of RS256, HS256, PS256, got "ES256"`],
    [{ token_dialect: 'jwt' }, "'token_dialect': must be one of access_token, "],
    [{ allow_offline_access: 'yes' }, "'allow_offline_access'"],
    [{ scopes: 'read' }, "'scopes'"],
    [{ scopes: ['read'] }, "'scopes.0'"],
    [{ scopes: [{ value: 'a b' }] }, "'scopes.0.value': must not have spaces"],
    [{ scopes: [{ value: '' }] }, "'scopes.0.value'"],
    [{ scopes: [{ value: 'a\n' }] }, "'scopes.0.value'"],
    [{ scopes: [{ value: 'x'.repeat(281) }] }, "'scopes.0.value'"],
    [{ scopes: [{ value: 'a', description: 1 }] }, "'scopes.0.description'"],
    [{ scopes: [{ value: 'a' }, { value: 'b' }, { value: 'a' }] }, `must not repeat "a"`],
    [{ scopes: scopes(1001, 4) }, "'scopes': must have at most 1000 entries, got 1001"],
    [{ big: 'x'.repeat(400_000) }, 'must fit 393216'],
  ])('refuses %j, names the property and writes nothing', async (given, named) => {
    const before = (await api.get(`${RS}?include_totals=true`)).body.total
    const body = JSON.parse(JSON.stringify({ identifier: 'urn:refused', ...given }))
    const answer = await api.post(RS, body)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    expect(answer.body.message).toContain(named)
    expect((await api.get(`${RS}?include_totals=true`)).body.total).toBe(before)
  })

  it('takes a thousand long scopes', async () => {
    const { status, body } = await api.post(RS, {
      identifier: 'urn:thousand',
      scopes: scopes(1000, 280),
    })
    expect(status).toBe(201)
    expect(body.scopes).toHaveLength(1000)
    await api.delete(`${RS}/${body.id}`)
  })
})

describe('reading APIs', () => {
  it('lists the Management API as the system one', async () => {
    const { body } = await api.get(`${RS}?is_system=true`)
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
    const others = (await api.get(`${RS}?is_system=false&per_page=100`)).body
    expect(others).not.toContainEqual(expect.objectContaining({ is_system: true }))
    expect((await api.get(at(systemIdentifier()))).body).toEqual(body[0])
  })

  it('finds by id and by identifier, and chooses properties', async () => {
    const created = await createApi()
    expect((await api.get(`${RS}/${created.id}`)).body).toEqual(created)
    expect((await api.get(at(created.identifier))).body).toEqual(created)
    const { body } = await api.get(`${RS}/${created.id}?fields=identifier`)
    expect(body).toEqual({ identifier: created.identifier })
  })

  it('pages in every shape', async () => {
    const plain = (await api.get(`${RS}?per_page=100`)).body
    const first = (await api.get(`${RS}?include_totals=true&per_page=2`)).body
    expect(first).toEqual({
      start: 0,
      limit: 2,
      total: plain.length,
      resource_servers: plain.slice(0, 2),
    })
    const page = (await api.get(`${RS}?take=3&include_totals=true`)).body
    expect(page).toEqual({ resource_servers: plain.slice(0, 3), next: expect.any(String) })
    const next = (await api.get(`${RS}?take=100&from=${page.next}`)).body
    expect(next).toEqual({ resource_servers: plain.slice(3) })
  })

  it('filters by identifier', async () => {
    const created = await createApi()
    const query = `?identifiers=${encodeURIComponent(created.identifier)}`
    expect((await api.get(RS + query)).body).toEqual([created])
    expect((await api.get(`${RS}${query}&include_totals=true`)).body).toEqual({
      start: 0,
      limit: 50,
      total: 1,
      resource_servers: [created],
    })
    expect((await api.get(`${RS}?identifiers=nothing`)).body).toEqual([])
  })

  it.each(['000000000000000000000000', 'urn:nobody', 'x'.repeat(700), 'a%00b'])(
    'answers 404 for %s',
    async (id) => {
      for (const answer of [
        await api.get(`${RS}/${id}`),
        await api.patch(`${RS}/${id}`, { name: 'x' }),
      ]) {
        expect(answer).toMatchObject({ status: 404, body: { error: 'Not Found' } })
        expect(answer.body.message).toContain('GET /api/v2/resource-servers')
      }
    },
  )
})

describe('PATCH /resource-servers/{id}', () => {
  it('replaces, removes with null, and goes back to the defaults', async () => {
    const { id, identifier } = await createApi({
      name: 'before',
      scopes: [{ value: 'a' }],
      token_lifetime: 60,
      token_dialect: 'access_token_authz',
      unknown: { a: 1 },
      kept: true,
    })
    const { status, body } = await api.patch(at(identifier), {
      name: null,
      scopes: null,
      token_lifetime: null,
      token_dialect: null,
      unknown: { b: 2 },
      signing_alg: 'PS256',
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      id,
      identifier,
      scopes: [],
      signing_alg: 'PS256',
      allow_offline_access: false,
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
      skip_consent_for_verifiable_first_party_clients: false,
      unknown: { b: 2 },
      kept: true,
    })
    expect((await api.get(`${RS}/${id}`)).body).toEqual(body)
  })

  it('counts for the very next token', async () => {
    const { id, identifier } = await createApi()
    await api.patch(`${RS}/${id}`, { token_lifetime: 2592000 })
    expect((await exchange(identifier)).body.expires_in).toBe(2592000)
    await api.patch(`${RS}/${id}`, { signing_alg: 'HS256' })
    expect((await exchange(identifier)).status).toBe(403)
    await api.patch(`${RS}/${id}`, { signing_alg: null })
    expect((await exchange(identifier)).status).toBe(200)
  })

  it('writes nothing from an invalid body', async () => {
    const created = await createApi({ name: 'same' })
    const bodies = [
      { name: 'x', identifier: created.identifier },
      { name: 'x', identifier: null },
      { name: 'x', id: created.id },
      { name: 'x', is_system: true },
      { name: 'x', token_lifetime: 0 },
      { name: 'x', scopes: [{ value: 'a' }, { value: 'a' }] },
    ]
    for (const body of bodies) {
      const answer = await api.patch(`${RS}/${created.id}`, body)
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    }
    expect((await api.get(`${RS}/${created.id}`)).body).toEqual(created)
  })

  it('does not lose one of two changes at the same time', async () => {
    const { id } = await createApi()
    const names = ['a', 'b', 'c', 'd']
    const all = names.map((name) => api.patch(`${RS}/${id}`, { [name]: true }))
    for (const { status } of await Promise.all(all)) expect(status).toBe(200)
    const { body } = await api.get(`${RS}/${id}`)
    for (const name of names) expect(body[name]).toBe(true)
  })
})

describe('DELETE /resource-servers/{id}', () => {
  it('ends the API with its grants; one that is gone is gone', async () => {
    const { id, identifier } = await createApi()
    const grants = `/client-grants?audience=${encodeURIComponent(identifier)}`
    expect((await api.get(grants)).body).toHaveLength(1)
    expect((await api.delete(at(identifier), {})).status).toBe(204)
    expect((await exchange(identifier)).body.error_description).toContain('Service not enabled')
    expect((await api.get(grants)).body).toEqual([])
    expect((await api.get(`${RS}/${id}`)).status).toBe(404)
    for (const path of [at(identifier), `${RS}/${id}`]) {
      expect((await api.delete(path)).status).toBe(204)
    }
  })

  it('removes more grants than one transaction can, and nobody has them again', async () => {
    const { id, identifier } = await createApi()
    const clients = Array.from({ length: 120 }, (_, index) => `many-${index}`)
    for (const client of clients) await giveGrant(tenant.ports, client, identifier, ['read'])
    expect((await api.delete(`${RS}/${id}`)).status).toBe(204)
    await api.post(RS, { identifier })
    expect((await exchange(identifier)).body.error_description).toContain('not authorized')
    const { body } = await api.get(`/client-grants?client_id=many-7`)
    expect(body).toEqual([])
  })

  it('grants nothing anew that an interrupted removal left', async () => {
    const identifier = 'urn:interrupted'
    await giveGrant(tenant.ports, tenant.credentials.demo.client_id, identifier, ['read'])
    expect((await api.post(RS, { identifier })).status).toBe(201)
    expect((await exchange(identifier)).body.error_description).toContain('not authorized')
  })

  it('leaves no grant behind that is made at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { identifier } = await createApi()
      const client = await api.post('/clients', { name: 'racer' })
      const grant = { client_id: client.body.client_id, audience: identifier, scope: ['read'] }
      const [made] = await Promise.all([
        api.post('/client-grants', grant),
        api.delete(at(identifier)),
      ])
      expect([201, 404]).toContain(made.status)
      const { body } = await api.get(`/client-grants?client_id=${client.body.client_id}`)
      expect(body).toEqual([])
    }
  })
})

describe('the Management API itself', () => {
  it('cannot be changed or deleted, under any of its names', async () => {
    const [system] = (await api.get(`${RS}?is_system=true`)).body
    for (const path of [`${RS}/${system.id}`, at(system.identifier)]) {
      for (const answer of [await api.patch(path, { name: 'x' }), await api.delete(path)]) {
        expect(answer).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
        expect(answer.body.message).toContain('is the Management API (is_system) and cannot be')
      }
    }
    expect((await api.get(`${RS}/${system.id}`)).body).toEqual(system)
  })
})

describe('scopes', () => {
  it.each([
    ['get', RS, 'read:resource_servers'],
    ['get', `${RS}/x`, 'read:resource_servers'],
    ['post', RS, 'create:resource_servers'],
    ['patch', `${RS}/x`, 'update:resource_servers'],
    ['delete', `${RS}/x`, 'delete:resource_servers'],
  ] as const)('%s %s needs %s', (method, path, scope) => expectScope(tenant, method, path, scope))
})
