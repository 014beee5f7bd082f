import { describe, expect, it } from 'vitest'
import { editTenant } from '../../../support/edit-tenant.ts'
import { callManagement } from '../../../support/management-client.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { at, createApi, RS } from './support/api-calls.ts'

const tenant = useManagedTenant()

const exchange = (audience: string) => demoExchange(tenant, { audience })

describe('the default audience', () => {
  it('cannot be deleted while it is the default', async () => {
    const { identifier } = await createApi(tenant)
    await tenant.api.patch('/tenants/settings', { default_audience: identifier })
    const refused = await tenant.api.delete(at(identifier))
    expect(refused.status).toBe(409)
    expect(refused.body.message).toContain('default audience')
    expect((await demoExchange(tenant, { audience: undefined })).status).toBe(200)
    await tenant.api.patch('/tenants/settings', { default_audience: '' })
    expect((await tenant.api.delete(at(identifier))).status).toBe(204)
  })
})

describe('POST /resource-servers', () => {
  it('answers with the recorded defaults', async () => {
    const { status, body } = await tenant.api.post(RS, { name: 'x', identifier: 'urn:defaults' })
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
    const { body } = await tenant.api.post(RS, given)
    expect(body).toMatchObject(given)
    expect((await tenant.api.get(`${RS}/${body.id}`)).body).toEqual(body)
  })

  it('counts for the very next token', async () => {
    const created = await createApi(tenant, {
      token_lifetime: 60,
      token_dialect: 'rfc9068_profile',
    })
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
    expect((await tenant.api.post(RS, { identifier })).status).toBe(201)
    expect((await tenant.api.get(at(identifier))).body.identifier).toBe(identifier)
  })

  it('answers 409 for an identifier that is taken, and leaves the other one as it is', async () => {
    const created = await createApi(tenant, { name: 'first' })
    const again = await tenant.api.post(RS, { identifier: created.identifier, name: 'second' })
    expect(again).toMatchObject({ status: 409, body: { error: 'Conflict' } })
    expect(again.body.message).toContain(created.identifier)
    expect((await tenant.api.get(at(created.identifier))).body).toEqual(created)
    expect((await exchange(created.identifier)).status).toBe(200)
  })

  it('makes one of many that are asked for at the same time', async () => {
    const identifier = 'urn:at-once'
    const all = Array.from({ length: 8 }, () => tenant.api.post(RS, { identifier }))
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array(7).fill(409)])
  })

  it('reserves the Management API of every host that is served', async () => {
    await editTenant(tenant.ports, { hosts: ['other.example:8443'] })
    const hosts = [new URL(tenant.url).host, 'other.example:8443']
    for (const host of hosts) {
      for (const scheme of ['http', 'https']) {
        const answer = await tenant.api.post(RS, { identifier: `${scheme}://${host}/api/v2/` })
        expect(answer.status).toBe(409)
        expect(answer.body.message).toContain('reserved for the Management API')
      }
    }
    expect(
      (await tenant.api.post(RS, { identifier: 'https://elsewhere.example/api/v2/' })).status,
    ).toBe(201)
  })

  it('reserves that of the host which the request came to', async () => {
    const url = `http://localhost:${new URL(tenant.url).port}/`
    const identifier = `${url}api/v2/`
    const answer = await callManagement(url, tenant.api.token, 'POST', RS, { identifier })
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
    const before = (await tenant.api.get(`${RS}?include_totals=true`)).body.total
    const body = JSON.parse(JSON.stringify({ identifier: 'urn:refused', ...given }))
    const answer = await tenant.api.post(RS, body)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    expect(answer.body.message).toContain(named)
    expect((await tenant.api.get(`${RS}?include_totals=true`)).body.total).toBe(before)
  })

  it('takes a thousand long scopes', async () => {
    const { status, body } = await tenant.api.post(RS, {
      identifier: 'urn:thousand',
      scopes: scopes(1000, 280),
    })
    expect(status).toBe(201)
    expect(body.scopes).toHaveLength(1000)
    await tenant.api.delete(`${RS}/${body.id}`)
  })
})
