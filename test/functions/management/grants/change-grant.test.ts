import { describe, expect, it } from 'vitest'
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

async function exchange({ client_id, client_secret }: Credentials, audience = AUDIENCE) {
  return demoExchange(tenant, { client_id, client_secret, audience })
}

describe('PATCH /client-grants/{id}', () => {
  it('replaces the scope, keeps the rest, and counts for the very next token', async () => {
    const client = await createClient(tenant.api)
    const { client_id } = client
    const given = { client_id, audience: AUDIENCE, scope: ['read:data'], kept: 1, gone: 1 }
    const { id } = (await tenant.api.post(GRANTS, given)).body
    const { status, body } = await tenant.api.patch(`${GRANTS}/${id}`, {
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
    expect((await tenant.api.get(grantsBy({ client_id }))).body).toEqual([body])
    expect((await tenant.api.patch(`${GRANTS}/${id}`, {})).body).toEqual(body)
  })

  it('writes nothing from an invalid body', async () => {
    const client = await createClient(tenant.api)
    const created = await grant(tenant.api, client, ['read:data'])
    const bodies = [
      { scope: ['a'], client_id: client.client_id },
      { scope: ['a'], audience: AUDIENCE },
      { scope: ['a'], id: created.id },
      { scope: ['a', 'a'] },
      { scope: null },
    ]
    for (const body of bodies) {
      const answer = await tenant.api.patch(`${GRANTS}/${created.id}`, body)
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    }
    expect((await tenant.api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })
})

describe('DELETE /client-grants/{id}', () => {
  it('ends it for the very next token; one that is gone is gone', async () => {
    const client = await createClient(tenant.api)
    const { id } = await grant(tenant.api, client, ['read:data'])
    expect((await exchange(client)).status).toBe(200)
    expect((await tenant.api.delete(`${GRANTS}/${id}`, {})).status).toBe(204)
    expect((await exchange(client)).status).toBe(403)
    expect((await tenant.api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect((await tenant.api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await tenant.api.delete(`${GRANTS}/nonsense`)).status).toBe(204)
    const again = await grant(tenant.api, client, ['write:data'])
    expect(again.id).not.toBe(id)
    expect((await tenant.api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await exchange(client)).body.scope).toBe('write:data extra')
  })

  it('goes with its client', async () => {
    const client = await createClient(tenant.api, { client_id: 'goes' })
    const { id } = await grant(tenant.api, client, ['read:data'])
    await tenant.api.delete('/clients/goes')
    expect((await tenant.api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect(
      (await tenant.api.get(grantsBy({ audience: AUDIENCE, client_id: 'goes' }))).body,
    ).toEqual([])
  })

  it('leaves none behind that is made while its client goes', async () => {
    for (let round = 0; round < 5; round++) {
      const { client_id } = await createClient(tenant.api)
      const [made] = await Promise.all([
        tenant.api.post(GRANTS, { client_id, audience: AUDIENCE, scope: ['read:data'] }),
        tenant.api.delete(`/clients/${client_id}`),
      ])
      expect([201, 404]).toContain(made.status)
      expect((await tenant.api.get(grantsBy({ client_id }))).body).toEqual([])
      if (made.status === 201) {
        expect((await tenant.api.get(`${GRANTS}/${made.body.id}`)).status).toBe(404)
      }
    }
  })
})
