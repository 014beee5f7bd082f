import { expect, it } from 'vitest'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import {
  type Auth0Scenario,
  createMachine,
  exchange,
  readEvery,
  uniqueName,
} from './auth0-scenario.ts'

/** `clients.*`, but for their keys. */
export function clientScenarios({ server, sdk, plain }: Auth0Scenario): void {
  const AUDIENCE = 'https://api.example.com/'

  it('creates a client whose secret works at once', async () => {
    const name = uniqueName('created')
    const client_metadata = { tier: 'gold' }
    const given = { name, app_type: 'non_interactive', client_metadata }
    const created = await sdk().call('clients.create', given)
    const { client_secret, ...shown } = created
    expect(shown).toMatchObject({ ...given, grant_types: ['client_credentials'] })
    const stored = await (await plain()).get(`/clients/${created.client_id}`)
    expect(stored.body).toEqual(shown)
    expect((await exchange(server(), created, AUDIENCE)).status).toBe(403)
    const wrong = { ...created, client_secret: `${client_secret}x` }
    expect((await exchange(server(), wrong, AUDIENCE)).status).toBe(401)
  })

  it('reads a client, or some of its properties', async () => {
    const api = await plain()
    const { client_id } = await createMachine(api)
    const stored = await api.get(`/clients/${client_id}`)
    expect(await sdk().call('clients.get', client_id)).toEqual(stored.body)
    const some = { fields: 'name,client_id', include_fields: true }
    expect(await sdk().call('clients.get', client_id, some)).toEqual({
      client_id,
      name: stored.body.name,
    })
    const others = { fields: 'name', include_fields: false }
    const { name: _, ...rest } = stored.body
    expect(await sdk().call('clients.get', client_id, others)).toEqual(rest)
  })

  it('lists clients by pages, to the last one', async () => {
    const api = await plain()
    const app_type = 'regular_web'
    const created: string[] = []
    for (let i = 0; i < 3; i++) {
      const { body } = await api.post('/clients', { name: uniqueName('listed'), app_type })
      created.push(body.client_id)
    }
    const stored = await readEvery(api, '/clients')
    const { length: total } = stored
    const page = await sdk().call('clients.list', { page: 1, per_page: 2, include_totals: true })
    expect(page).toEqual({ start: 2, limit: 2, total, clients: stored.slice(2, 4) })
    expect(await sdk().every('clients.list', { per_page: 20 })).toEqual(stored)
    const some = { per_page: 2, app_type, is_first_party: true, fields: 'client_id' }
    const found = await sdk().every('clients.list', some)
    expect(found).toEqual(expect.arrayContaining(created.map((client_id) => ({ client_id }))))
    expect(found.length).toBeLessThan(total)
  })

  it('updates a client and merges its metadata', async () => {
    const api = await plain()
    const { body } = await api.post('/clients', {
      name: uniqueName('updated'),
      client_metadata: { tier: 'gold', plan: 'x' },
    })
    const name = uniqueName('renamed')
    const changes = { name, client_metadata: { tier: null, region: 'eu' } }
    const updated = await sdk().call('clients.update', body.client_id, changes)
    const stored = await api.get(`/clients/${body.client_id}`)
    expect(stored.body).toEqual(updated)
    expect(updated).toMatchObject({ name, client_metadata: { plan: 'x', region: 'eu' } })
    expect(updated.client_metadata).not.toHaveProperty('tier')
  })

  it('rotates a secret: the new one works, the old one does not', async () => {
    const machine = await createMachine(await plain())
    const rotated = await sdk().call('clients.rotateSecret', machine.client_id)
    expect(rotated).toMatchObject({ client_id: machine.client_id, app_type: 'non_interactive' })
    expect((await exchange(server(), machine, AUDIENCE)).status).toBe(401)
    expect((await exchange(server(), rotated, AUDIENCE)).status).toBe(403)
  })

  it('deletes a client', async () => {
    const api = await plain()
    const machine = await createMachine(api)
    await sdk().call('clients.delete', machine.client_id)
    expect((await api.get(`/clients/${machine.client_id}`)).status).toBe(404)
    expect((await exchange(server(), machine, AUDIENCE)).status).toBe(401)
  })

  it('throws its own errors for what is missing, taken or wrong', async () => {
    const { major, call } = sdk()
    const { client_id } = await createMachine(await plain())
    await expect(call('clients.get', 'nobody')).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 404,
        message: /The client does not exist/,
        errorCode: 'inexistent_client',
      }),
    )
    await expect(call('clients.create', { name: 'taken', client_id })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /already exists/ }),
    )
    await expect(call('clients.create', { name: '' })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 400, message: /'name'/, errorCode: 'invalid_body' }),
    )
    await expect(call('clients.list', { per_page: 1000 })).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 400,
        message: /'per_page'/,
        errorCode: 'invalid_query_string',
      }),
    )
  })
}
