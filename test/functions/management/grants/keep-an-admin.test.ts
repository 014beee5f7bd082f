import { describe, expect, it } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../../../functions/core/management-scopes.ts'
import { managementClient } from '../../../support/management-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { type Credentials, createClient, GRANTS, grant, grantsBy } from './support/grant-calls.ts'

const tenant = useManagedTenant()

const ADMIN = 'create:client_grants'
const systemIdentifier = () => `${tenant.url}api/v2/`

describe('the last grant that may manage grants', () => {
  const everyScope = MANAGEMENT_SCOPES.map(({ value }) => value)
  const adminGrantId = async () => {
    const { client_id } = tenant.credentials.admin
    return (await tenant.api.get(grantsBy({ client_id, audience: systemIdentifier() }))).body[0].id
  }

  it('cannot be removed or narrowed', async () => {
    const path = `${GRANTS}/${await adminGrantId()}`
    const before = (await tenant.api.get(path)).body
    const without = everyScope.filter((scope) => scope !== ADMIN)
    for (const answer of [
      await tenant.api.delete(path),
      await tenant.api.patch(path, { scope: without }),
      await tenant.api.patch(path, { scope: [] }),
      await tenant.api.delete(`/clients/${tenant.credentials.admin.client_id}`),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { error: 'Conflict' } })
      expect(answer.body.message).toContain(ADMIN)
    }
    expect((await tenant.api.get(path)).body).toEqual(before)
    const narrowed = everyScope.filter((scope) => scope !== 'read:stats')
    expect((await tenant.api.patch(path, { scope: narrowed })).status).toBe(200)
    expect((await tenant.api.patch(path, { scope: everyScope })).status).toBe(200)
  })

  it('is not the last one only when the other client can get tokens', async () => {
    const other = await createClient(tenant.api)
    const { id } = await grant(tenant.api, other, [ADMIN], systemIdentifier())
    await tenant.api.patch(`/clients/${other.client_id}`, { grant_types: [] })
    const path = `${GRANTS}/${await adminGrantId()}`
    expect((await tenant.api.delete(path)).status).toBe(409)
    await tenant.api.patch(`/clients/${other.client_id}`, { grant_types: ['client_credentials'] })
    const without = everyScope.filter((scope) => scope !== ADMIN)
    expect((await tenant.api.patch(path, { scope: without })).status).toBe(200)
    expect((await tenant.api.delete(`${GRANTS}/${id}`)).status).toBe(409)
    expect((await tenant.api.patch(path, { scope: everyScope })).status).toBe(200)
    expect((await tenant.api.delete(`${GRANTS}/${id}`)).status).toBe(204)
  })

  it.each(['both removed', 'both narrowed', 'both clients removed', 'one of each'])(
    'stays one of the last two when they go at the same time: %s',
    async (how) => {
      const remover = tenant.credentials.admin
      const pair = [await createClient(tenant.api), await createClient(tenant.api)]
      const ids: string[] = []
      for (const client of pair) {
        ids.push((await grant(tenant.api, client, everyScope, systemIdentifier())).id)
      }
      // The first admin steps back for as long as the pair decides between themselves.
      const first = await adminGrantId()
      const callers = [
        await managementClient(tenant, pair[0]),
        await managementClient(tenant, pair[1]),
      ]
      const without = everyScope.filter((scope) => scope !== ADMIN)
      expect((await tenant.api.patch(`${GRANTS}/${first}`, { scope: without })).status).toBe(200)
      const attempts = callers.map((caller, index) => {
        const path = `${GRANTS}/${ids[index]}`
        if (how === 'both narrowed') return caller.patch(path, { scope: without })
        const isClient = how === 'both clients removed' || (how === 'one of each' && index === 0)
        return caller.delete(isClient ? `/clients/${pair[index]?.client_id}` : path)
      })
      const statuses = (await Promise.all(attempts)).map(({ status }) => status)
      expect(statuses.filter((status) => status === 409)).toHaveLength(1)
      const survivor = pair[statuses.indexOf(409)] as Credentials
      const rescuer = await managementClient(tenant, survivor)
      const path = `${GRANTS}/${first}`
      expect((await rescuer.patch(path, { scope: everyScope })).status).toBe(200)
      tenant.api = await managementClient(tenant, remover)
      for (const { client_id } of pair) {
        expect((await tenant.api.delete(`/clients/${client_id}`)).status).toBe(204)
      }
    },
  )
})
