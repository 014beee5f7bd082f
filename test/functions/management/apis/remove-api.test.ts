import { describe, expect, it } from 'vitest'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { at, createApi, RS } from './support/api-calls.ts'

const tenant = useManagedTenant()

const exchange = (audience: string) => demoExchange(tenant, { audience })

describe('DELETE /resource-servers/{id}', () => {
  it('ends the API with its grants; one that is gone is gone', async () => {
    const { id, identifier } = await createApi(tenant)
    const grants = `/client-grants?audience=${encodeURIComponent(identifier)}`
    expect((await tenant.api.get(grants)).body).toHaveLength(1)
    expect((await tenant.api.delete(at(identifier), {})).status).toBe(204)
    expect((await exchange(identifier)).body.error_description).toContain('Service not enabled')
    expect((await tenant.api.get(grants)).body).toEqual([])
    expect((await tenant.api.get(`${RS}/${id}`)).status).toBe(404)
    for (const path of [at(identifier), `${RS}/${id}`]) {
      expect((await tenant.api.delete(path)).status).toBe(204)
    }
  })

  it('removes more grants than one transaction can, and nobody has them again', async () => {
    const { id, identifier } = await createApi(tenant)
    const clients = Array.from({ length: 120 }, (_, index) => `many-${index}`)
    for (const client of clients) await giveGrant(tenant.ports, client, identifier, ['read'])
    expect((await tenant.api.delete(`${RS}/${id}`)).status).toBe(204)
    await tenant.api.post(RS, { identifier })
    expect((await exchange(identifier)).body.error_description).toContain('not authorized')
    const { body } = await tenant.api.get(`/client-grants?client_id=many-7`)
    expect(body).toEqual([])
  })

  it('grants nothing anew that an interrupted removal left', async () => {
    const identifier = 'urn:interrupted'
    await giveGrant(tenant.ports, tenant.credentials.demo.client_id, identifier, ['read'])
    expect((await tenant.api.post(RS, { identifier })).status).toBe(201)
    expect((await exchange(identifier)).body.error_description).toContain('not authorized')
  })

  it('leaves no grant behind that is made at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { identifier } = await createApi(tenant)
      const client = await tenant.api.post('/clients', { name: 'racer' })
      const grant = { client_id: client.body.client_id, audience: identifier, scope: ['read'] }
      const [made] = await Promise.all([
        tenant.api.post('/client-grants', grant),
        tenant.api.delete(at(identifier)),
      ])
      expect([201, 404]).toContain(made.status)
      const { body } = await tenant.api.get(`/client-grants?client_id=${client.body.client_id}`)
      expect(body).toEqual([])
    }
  })
})
