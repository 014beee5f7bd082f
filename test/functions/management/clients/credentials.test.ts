import { describe, expect, it } from 'vitest'
import { SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { addCredential, addMachine, makeKeyPair } from '../../../support/key-client.ts'
import { managementClient } from '../../../support/management-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

const [first, second, third] = [makeKeyPair(), makeKeyPair(), makeKeyPair()]

const tenant = useManagedTenant()
let clientId: string
let path: string

async function useNewClient() {
  clientId = await addMachine(tenant)
  path = `/clients/${clientId}/credentials`
}

describe('one credential', () => {
  it('changes its name and its end, and nothing else', async () => {
    await useNewClient()
    const { body: before } = await addCredential(tenant.api, clientId, first.pem, {
      name: 'before',
    })
    const other = await addCredential(tenant.api, clientId, second.pem)
    const one = `${path}/${before.id}`
    const expires_at = '2040-01-01T00:00:00.000Z'
    const changed = await tenant.api.patch(one, { expires_at })
    expect(changed.status).toBe(200)
    expect(changed.body).toEqual({ ...before, expires_at, updated_at: changed.body.updated_at })
    expect(changed.body.updated_at >= before.updated_at).toBe(true)
    const renamed = await tenant.api.patch(one, { name: 'after' })
    expect(renamed.body).toMatchObject({ name: 'after', expires_at })
    expect((await tenant.api.patch(one, { expires_at: null })).body).not.toHaveProperty(
      'expires_at',
    )
    expect((await tenant.api.get(path)).body[1]).toEqual(other.body)
    for (const body of [{ alg: 'PS256' }, { pem: third.pem }, { expires_at: 7 }, { name: null }]) {
      expect((await tenant.api.patch(one, body)).status).toBe(400)
    }
  })

  it('goes, and the client stays as it was', async () => {
    await useNewClient()
    const before = (await tenant.api.get(`/clients/${clientId}`)).body
    const { body } = await addCredential(tenant.api, clientId, first.pem)
    expect((await tenant.api.get(`/clients/${clientId}`)).body).toEqual(before)
    expect((await tenant.api.delete(`${path}/${body.id}`, {})).status).toBe(204)
    expect((await tenant.api.get(path)).body).toEqual([])
    expect((await tenant.api.get(`/clients/${clientId}`)).body).toEqual(before)
  })

  it('stays when its client changes', async () => {
    await useNewClient()
    const { body } = await addCredential(tenant.api, clientId, first.pem)
    await tenant.api.patch(`/clients/${clientId}`, { name: 'renamed' })
    await tenant.api.post(`/clients/${clientId}/rotate-secret`)
    expect((await tenant.api.get(path)).body).toEqual([body])
  })

  it('is not lost when two are created at once', async () => {
    await useNewClient()
    const pems = [first, second, third].map(({ pem }) => pem)
    const answers = await Promise.all(pems.map((pem) => addCredential(tenant.api, clientId, pem)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409])
    expect((await tenant.api.get(path)).body).toHaveLength(2)
  })

  it('is 404 when it or its client does not exist', async () => {
    await useNewClient()
    for (const call of [
      tenant.api.get,
      tenant.api.delete,
      (one: string) => tenant.api.patch(one, { name: 'x' }),
    ]) {
      const gone = await call(`${path}/cred_nothing`)
      expect(gone).toMatchObject({ status: 404, body: { errorCode: 'inexistent_credential' } })
      const nobodys = await call('/clients/nobody/credentials/cred_nothing')
      expect(nobodys).toMatchObject({ status: 404, body: { errorCode: 'inexistent_client' } })
    }
    expect((await tenant.api.get('/clients/nobody/credentials')).status).toBe(404)
    expect((await addCredential(tenant.api, 'nobody', first.pem)).status).toBe(404)
  })
})

it('each call needs its own scope, and the log has names of properties alone', async () => {
  await useNewClient()
  const { body } = await addCredential(tenant.api, clientId, first.pem, { name: 'of-a-laptop' })
  const event = await tenant.lastEvent()
  expect(event).toMatchObject({ type: 'sapi', description: 'Create a Client Credential' })
  expect(JSON.stringify(event)).not.toMatch(/of-a-laptop|BEGIN/)
  expect(JSON.stringify(event)).toContain('pem')
  const { client_id, client_secret } = tenant.credentials.demo
  await giveGrant(tenant.ports, client_id, SYSTEM_API, ['read:clients'])
  const weak = await managementClient(tenant, { client_id, client_secret })
  const one = `${path}/${body.id}`
  for (const [answer, scope] of [
    [await weak.get(path), 'read'],
    [await weak.get(one), 'read'],
    [await weak.post(path), 'create'],
    [await weak.patch(one, {}), 'update'],
    [await weak.delete(one), 'delete'],
  ] as const) {
    expect(answer.status).toBe(403)
    expect(answer.body.message).toContain(`${scope}:client_credentials`)
  }
})
