import { describe, expect, it } from 'vitest'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { at, createApi, RS } from './support/api-calls.ts'

const tenant = useManagedTenant()

const exchange = (audience: string) => demoExchange(tenant, { audience })

describe('PATCH /resource-servers/{id}', () => {
  it('replaces, removes with null, and goes back to the defaults', async () => {
    const { id, identifier } = await createApi(tenant, {
      name: 'before',
      scopes: [{ value: 'a' }],
      token_lifetime: 60,
      token_dialect: 'access_token_authz',
      unknown: { a: 1 },
      kept: true,
    })
    const { status, body } = await tenant.api.patch(at(identifier), {
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
    expect((await tenant.api.get(`${RS}/${id}`)).body).toEqual(body)
  })

  it('counts for the very next token', async () => {
    const { id, identifier } = await createApi(tenant)
    await tenant.api.patch(`${RS}/${id}`, { token_lifetime: 2592000 })
    expect((await exchange(identifier)).body.expires_in).toBe(2592000)
    await tenant.api.patch(`${RS}/${id}`, { signing_alg: 'HS256' })
    expect((await exchange(identifier)).status).toBe(403)
    await tenant.api.patch(`${RS}/${id}`, { signing_alg: null })
    expect((await exchange(identifier)).status).toBe(200)
  })

  it('writes nothing from an invalid body', async () => {
    const created = await createApi(tenant, { name: 'same' })
    const bodies = [
      { name: 'x', identifier: created.identifier },
      { name: 'x', identifier: null },
      { name: 'x', id: created.id },
      { name: 'x', is_system: true },
      { name: 'x', token_lifetime: 0 },
      { name: 'x', scopes: [{ value: 'a' }, { value: 'a' }] },
    ]
    for (const body of bodies) {
      const answer = await tenant.api.patch(`${RS}/${created.id}`, body)
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    }
    expect((await tenant.api.get(`${RS}/${created.id}`)).body).toEqual(created)
  })

  it('does not lose one of two changes at the same time', async () => {
    const { id } = await createApi(tenant)
    const names = ['a', 'b', 'c', 'd']
    const all = names.map((name) => tenant.api.patch(`${RS}/${id}`, { [name]: true }))
    for (const { status } of await Promise.all(all)) expect(status).toBe(200)
    const { body } = await tenant.api.get(`${RS}/${id}`)
    for (const name of names) expect(body[name]).toBe(true)
  })
})

describe('the Management API itself', () => {
  it('cannot be changed or deleted, under any of its names', async () => {
    const [system] = (await tenant.api.get(`${RS}?is_system=true`)).body
    for (const path of [`${RS}/${system.id}`, at(system.identifier)]) {
      for (const answer of [
        await tenant.api.patch(path, { name: 'x' }),
        await tenant.api.delete(path),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
        expect(answer.body.message).toContain('is the Management API (is_system) and cannot be')
      }
    }
    expect((await tenant.api.get(`${RS}/${system.id}`)).body).toEqual(system)
  })
})
