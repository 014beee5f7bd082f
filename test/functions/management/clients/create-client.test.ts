import { describe, expect, it } from 'vitest'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createMachine, exchange } from './support/machines.ts'

const tenant = useManagedTenant()

describe('POST /clients', () => {
  it('answers with the recorded defaults and shows the secret', async () => {
    const { status, body } = await tenant.api.post('/clients', { name: 'new', description: 'text' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'new',
      description: 'text',
      client_id: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      client_secret: expect.stringMatching(/^[\w-]{64}$/),
      tenant: 'local',
      global: false,
      is_first_party: true,
      is_token_endpoint_ip_header_trusted: false,
      oidc_conformant: false,
      jwt_configuration: { secret_encoded: false, lifetime_in_seconds: 36000 },
      sso_disabled: false,
      cross_origin_auth: false,
      grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      custom_login_page_on: true,
      refresh_token: { rotation_type: 'non-rotating', token_lifetime: 2592000 },
    })
  })

  it('gives a machine client only what it needs, and it works at once', async () => {
    const client = await createMachine(tenant)
    expect(client.grant_types).toEqual(['client_credentials'])
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(200)
  })

  it('takes a given id and secret, once', async () => {
    const client_secret = 'imported-secret-of-at-least-32-characters'
    const given = { name: 'imported', client_id: 'Imported_client-1', client_secret }
    expect((await tenant.api.post('/clients', given)).body).toMatchObject(given)
    await giveGrant(tenant.ports, given.client_id, 'https://api.example.com/', [])
    expect(await exchange(tenant, given.client_id, client_secret)).toBe(200)
    const again = await tenant.api.post('/clients', given)
    expect(again.status).toBe(409)
    expect(again.body.message).toContain('Imported_client-1')
  })

  it('keeps properties that it does not know', async () => {
    const unknown = { callbacks: ['https://x/'], native: { nested: [1, null] }, new_one: true }
    const { body } = await tenant.api.post('/clients', { name: 'unknown', ...unknown })
    expect((await tenant.api.get(`/clients/${body.client_id}`)).body).toMatchObject(unknown)
  })

  it.each([
    [{}, "'name'"],
    [{ name: '' }, "'name'"],
    [{ name: '<b>' }, "'name'"],
    [{ name: 7 }, "'name'"],
    [{ name: 'x', client_id: 'a b' }, "'client_id'"],
    [{ name: 'x', client_secret: 'short' }, "'client_secret'"],
    [{ name: 'x', client_metadata: { a: 1 } }, "'client_metadata.a'"],
    [{ name: 'x', client_metadata: { a: 'x'.repeat(256) } }, "'client_metadata.a'"],
    [{ name: 'x', grant_types: 'client_credentials' }, "'grant_types'"],
    [{ name: 'x', big: 'x'.repeat(70_000) }, '65536 bytes'],
  ])('refuses %j and names the property', async (body, named) => {
    const answer = await tenant.api.post('/clients', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      statusCode: 400,
      error: 'Bad Request',
      errorCode: 'invalid_body',
    })
    expect(answer.body.message).toContain(named)
  })
})
