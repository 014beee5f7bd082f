import { describe, expect, it } from 'vitest'
import { editTenant } from '../../../support/edit-tenant.ts'
import { managementClient } from '../../../support/management-client.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import {
  AUDIENCE,
  type Credentials,
  createClient,
  GRANTS,
  grant,
  grantsBy,
} from './support/grant-calls.ts'

const tenant = useManagedTenant()

const systemIdentifier = () => `${tenant.url}api/v2/`

async function exchange({ client_id, client_secret }: Credentials, audience = AUDIENCE) {
  return demoExchange(tenant, { client_id, client_secret, audience })
}

describe('POST /client-grants', () => {
  it('answers with the recorded properties and counts for the very next token', async () => {
    const client = await createClient(tenant.api)
    expect((await exchange(client)).body.error_description).toContain('not authorized to access')
    const created = await grant(tenant.api, client, ['read:data', 'write:data'])
    expect(created).toEqual({
      id: expect.stringMatching(/^cgr_[A-Za-z0-9]{16}$/),
      client_id: client.client_id,
      audience: AUDIENCE,
      scope: ['read:data', 'write:data'],
      subject_type: 'client',
    })
    const token = await exchange(client)
    expect(token).toMatchObject({ status: 200, body: { scope: 'read:data write:data extra' } })
    expect((await tenant.api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })

  it('keeps what it does not know, and scopes that the API does not define', async () => {
    const { client_id } = await createClient(tenant.api)
    const given = {
      client_id,
      audience: AUDIENCE,
      scope: ['of:nobody'],
      organization_usage: 'deny',
      nested: [{ a: null }],
    }
    expect((await tenant.api.post(GRANTS, given)).body).toMatchObject(given)
  })

  it('grants no scope when none is named', async () => {
    const { client_id } = await createClient(tenant.api)
    expect((await tenant.api.post(GRANTS, { client_id, audience: AUDIENCE })).body.scope).toEqual(
      [],
    )
  })

  it('answers 409 when there is one, and leaves it as it is', async () => {
    const client = await createClient(tenant.api)
    const created = await grant(tenant.api, client, ['read:data'])
    const again = await tenant.api.post(GRANTS, {
      client_id: client.client_id,
      audience: AUDIENCE,
      scope: ['write:data'],
    })
    expect(again).toMatchObject({ status: 409, body: { error: 'Conflict' } })
    expect(again.body.message).toContain(created.id)
    expect((await tenant.api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })

  it('makes one of many that are asked for at the same time', async () => {
    const { client_id } = await createClient(tenant.api)
    const body = { client_id, audience: AUDIENCE, scope: ['read:data'] }
    const all = await Promise.all(Array.from({ length: 8 }, () => tenant.api.post(GRANTS, body)))
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect((await tenant.api.get(grantsBy({ client_id }))).body).toHaveLength(1)
  })

  it('answers 404 for a client or an API that does not exist', async () => {
    const { client_id } = await createClient(tenant.api)
    const noClient = await tenant.api.post(GRANTS, {
      client_id: 'nobody',
      audience: AUDIENCE,
      scope: [],
    })
    expect(noClient).toMatchObject({ status: 404, body: { errorCode: 'inexistent_client' } })
    expect(noClient.body.message).toContain('nobody')
    const noApi = await tenant.api.post(GRANTS, { client_id, audience: 'urn:nothing', scope: [] })
    expect(noApi).toMatchObject({ status: 404, body: { errorCode: 'inexistent_resource_server' } })
    expect(noApi.body.message).toContain('urn:nothing')
    expect((await tenant.api.get(grantsBy({ client_id }))).body).toEqual([])
  })

  it('knows the Management API under every host that is served', async () => {
    await editTenant(tenant.ports, { hosts: ['other.example'] })
    const client = await createClient(tenant.api)
    const created = await grant(
      tenant.api,
      client,
      ['read:clients'],
      'https://other.example/api/v2/',
    )
    expect(created.audience).toBe(systemIdentifier())
    const { client_id } = client
    const again = await tenant.api.post(GRANTS, {
      client_id,
      audience: systemIdentifier(),
      scope: [],
    })
    expect(again.status).toBe(409)
    expect((await (await managementClient(tenant, client)).get('/clients')).status).toBe(200)
    for (const audience of ['https://other.example/api/v2/', systemIdentifier()]) {
      expect((await tenant.api.get(grantsBy({ audience, client_id }))).body).toEqual([created])
      expect((await tenant.api.get(grantsBy({ audience }))).body).toContainEqual(created)
    }
  })

  it.each([
    [{ client_id: undefined }, "'client_id'"],
    [{ client_id: 'a b' }, "'client_id': must be 1 to 64 letters, digits, _ or -"],
    [{ client_id: 1 }, "'client_id': must be a string, got 1"],
    [{ audience: undefined }, "'audience'"],
    [{ audience: '' }, "'audience': must not be empty"],
    [{ audience: 'x'.repeat(601) }, "'audience'"],
    [{ scope: 'read:data' }, `'scope': must be an array of strings, got "read:data"`],
    [{ scope: null }, "'scope'"],
    [{ scope: [1] }, "'scope.0': must be a string, got 1"],
    [{ scope: [''] }, "'scope.0': must not be empty"],
    [{ scope: ['a b'] }, "'scope.0': must not have spaces"],
    [{ scope: ['a', 'b', 'a'] }, `'scope': must not repeat "a"`],
    [{ scope: Array.from({ length: 1001 }, (_, i) => `s${i}`) }, 'at most 1000 entries, got 1001'],
    [{ scope: Array.from({ length: 1000 }, (_, i) => `${i}`.padStart(280, 'ü')) }, 'must fit 3932'],
    [{ subject_type: 'user' }, `'subject_type': must be "client" or absent`],
    [{ id: 'cgr_0000000000000000' }, "'id'"],
  ])('refuses %j, names the property and writes nothing', async (given, named) => {
    const { client_id } = tenant.credentials.admin
    const body = JSON.parse(JSON.stringify({ client_id, audience: AUDIENCE, scope: [], ...given }))
    const answer = await tenant.api.post(GRANTS, body)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    expect(answer.body.message).toContain(named)
    expect((await tenant.api.get(grantsBy({ client_id, audience: AUDIENCE }))).body).toEqual([])
  })
})
