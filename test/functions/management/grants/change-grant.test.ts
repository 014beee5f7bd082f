import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { demoExchange } from '../../../support/token-client.ts'
import {
  AUDIENCE,
  type Credentials,
  createClient,
  GRANTS,
  grant,
  grantsBy,
} from './support/grant-calls.ts'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

async function exchange({ client_id, client_secret }: Credentials, audience = AUDIENCE) {
  return demoExchange(tenant, { client_id, client_secret, audience })
}

describe('PATCH /client-grants/{id}', () => {
  it('replaces the scope, keeps the rest, and counts for the very next token', async () => {
    const client = await createClient(api)
    const { client_id } = client
    const given = { client_id, audience: AUDIENCE, scope: ['read:data'], kept: 1, gone: 1 }
    const { id } = (await api.post(GRANTS, given)).body
    const { status, body } = await api.patch(`${GRANTS}/${id}`, {
      scope: ['of:nobody'],
      gone: null,
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      id,
      client_id,
      audience: AUDIENCE,
      scope: ['of:nobody'],
      subject_type: 'client',
      kept: 1,
    })
    expect((await exchange(client)).body.scope).toBe('of:nobody extra')
    expect((await api.get(grantsBy({ client_id }))).body).toEqual([body])
    expect((await api.patch(`${GRANTS}/${id}`, {})).body).toEqual(body)
  })

  it('writes nothing from an invalid body', async () => {
    const client = await createClient(api)
    const created = await grant(api, client, ['read:data'])
    const bodies = [
      { scope: ['a'], client_id: client.client_id },
      { scope: ['a'], audience: AUDIENCE },
      { scope: ['a'], id: created.id },
      { scope: ['a', 'a'] },
      { scope: null },
    ]
    for (const body of bodies) {
      const answer = await api.patch(`${GRANTS}/${created.id}`, body)
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    }
    expect((await api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })
})

describe('DELETE /client-grants/{id}', () => {
  it('ends it for the very next token; one that is gone is gone', async () => {
    const client = await createClient(api)
    const { id } = await grant(api, client, ['read:data'])
    expect((await exchange(client)).status).toBe(200)
    expect((await api.delete(`${GRANTS}/${id}`, {})).status).toBe(204)
    expect((await exchange(client)).status).toBe(403)
    expect((await api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await api.delete(`${GRANTS}/nonsense`)).status).toBe(204)
    const again = await grant(api, client, ['write:data'])
    expect(again.id).not.toBe(id)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await exchange(client)).body.scope).toBe('write:data extra')
  })

  it('goes with its client', async () => {
    const client = await createClient(api, { client_id: 'goes' })
    const { id } = await grant(api, client, ['read:data'])
    await api.delete('/clients/goes')
    expect((await api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect((await api.get(grantsBy({ audience: AUDIENCE, client_id: 'goes' }))).body).toEqual([])
  })

  it('leaves none behind that is made while its client goes', async () => {
    for (let round = 0; round < 5; round++) {
      const { client_id } = await createClient(api)
      const [made] = await Promise.all([
        api.post(GRANTS, { client_id, audience: AUDIENCE, scope: ['read:data'] }),
        api.delete(`/clients/${client_id}`),
      ])
      expect([201, 404]).toContain(made.status)
      expect((await api.get(grantsBy({ client_id }))).body).toEqual([])
      if (made.status === 201) {
        expect((await api.get(`${GRANTS}/${made.body.id}`)).status).toBe(404)
      }
    }
  })
})
