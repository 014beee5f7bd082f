import { describe, expect, it } from 'vitest'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createMachine, exchange } from './support/machines.ts'

const tenant = useManagedTenant()

describe('PATCH /clients/{id}', () => {
  it('replaces properties, removes with null, and merges metadata by key', async () => {
    const { body } = await tenant.api.post('/clients', {
      name: 'before',
      description: 'text',
      callbacks: ['https://a/'],
      client_metadata: { kept: '1', changed: '1', gone: '1' },
    })
    const path = `/clients/${body.client_id}`
    const patched = await tenant.api.patch(path, {
      name: 'after',
      description: null,
      callbacks: ['https://b/'],
      client_metadata: { changed: '2', gone: null, fresh: '3' },
    })
    expect(patched.status).toBe(200)
    expect(patched.body).toMatchObject({ name: 'after', callbacks: ['https://b/'] })
    expect(patched.body.client_metadata).toEqual({ kept: '1', changed: '2', fresh: '3' })
    expect(patched.body).not.toHaveProperty('description')
    expect((await tenant.api.get(path)).body).toEqual(patched.body)
  })

  it('counts for the very next token', async () => {
    const client = await createMachine(tenant)
    await tenant.api.patch(`/clients/${client.client_id}`, { grant_types: ['implicit'] })
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(403)
    const client_secret = 'a new secret of at least 32 characters'
    const changed = { grant_types: ['client_credentials'], client_secret }
    const answer = await tenant.api.patch(`/clients/${client.client_id}`, changed)
    expect(answer.body).not.toHaveProperty('client_secret')
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(401)
    expect(await exchange(tenant, client.client_id, client_secret)).toBe(200)
  })

  it('writes nothing from an invalid body, and cannot change the id', async () => {
    const client = await createMachine(tenant)
    const path = `/clients/${client.client_id}`
    const before = (await tenant.api.get(path)).body
    for (const body of [{ name: null }, { client_id: 'other' }, { name: 'x', grant_types: [1] }]) {
      expect((await tenant.api.patch(path, body)).status).toBe(400)
    }
    expect((await tenant.api.get(path)).body).toEqual(before)
    expect((await tenant.api.patch('/clients/nobody', { name: 'x' })).status).toBe(404)
  })
})

describe('POST /clients/{id}/rotate-secret', () => {
  it('shows a new secret and ends the old one', async () => {
    const client = await createMachine(tenant)
    const { status, body } = await tenant.api.post(`/clients/${client.client_id}/rotate-secret`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'm', client_secret: expect.stringMatching(/^[\w-]{64}$/) })
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(401)
    expect(await exchange(tenant, client.client_id, body.client_secret)).toBe(200)
  })

  it('keeps the old one for as long as it is told', async () => {
    const client = await createMachine(tenant)
    const path = `/clients/${client.client_id}/rotate-secret`
    const { body } = await tenant.api.post(path, { previous_secret_lifetime_seconds: 2 })
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(200)
    expect(await exchange(tenant, client.client_id, body.client_secret)).toBe(200)
    await expect
      .poll(() => exchange(tenant, client.client_id, client.client_secret), { timeout: 5000 })
      .toBe(401)
  })
})

describe('DELETE /clients/{id}', () => {
  it('ends the client with its grants; one that is gone is gone', async () => {
    const client = await createMachine(tenant, { client_id: 'to-be-deleted' })
    expect((await tenant.api.delete(`/clients/${client.client_id}`, {})).status).toBe(204)
    expect(await exchange(tenant, client.client_id, client.client_secret)).toBe(401)
    expect((await tenant.api.get(`/clients/${client.client_id}`)).status).toBe(404)
    expect((await tenant.api.delete(`/clients/${client.client_id}`)).status).toBe(204)
    const again = await tenant.api.post('/clients', { name: 'again', client_id: 'to-be-deleted' })
    const { client_id, client_secret } = again.body
    expect(
      (await demoExchange(tenant, { client_id, client_secret })).body.error_description,
    ).toContain('not authorized to access')
  })

  it('refuses to take tokens from the last one that may manage grants', async () => {
    const path = `/clients/${tenant.credentials.admin.client_id}`
    const answer = await tenant.api.patch(path, { grant_types: ['implicit'] })
    expect(answer.status).toBe(409)
    expect((await tenant.api.get(path)).body.grant_types).toEqual(['client_credentials'])
  })

  it('refuses to delete the last one that may manage grants', async () => {
    const answer = await tenant.api.delete(`/clients/${tenant.credentials.admin.client_id}`)
    expect(answer.status).toBe(409)
    expect(answer.body.message).toContain('create:client_grants')
    expect((await tenant.api.get('/clients')).status).toBe(200)
  })
})
