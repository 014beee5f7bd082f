import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { demoExchange } from '../../../support/token-client.ts'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

/** A new machine client that may read the demo API. */
async function createMachine(given: Record<string, string> = {}) {
  const { body } = await api.post('/clients', { name: 'm', app_type: 'non_interactive', ...given })
  await giveGrant(tenant.ports, body.client_id, 'https://api.example.com/', ['read:data'])
  return body
}

/** The status of an exchange with these credentials. */
async function exchange(client_id: string, client_secret: string): Promise<number> {
  return (await demoExchange(tenant, { client_id, client_secret })).status
}

describe('POST /clients', () => {
  it('answers with the recorded defaults and shows the secret', async () => {
    const { status, body } = await api.post('/clients', { name: 'new', description: 'text' })
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
    const client = await createMachine()
    expect(client.grant_types).toEqual(['client_credentials'])
    expect(await exchange(client.client_id, client.client_secret)).toBe(200)
  })

  it('takes a given id and secret, once', async () => {
    const client_secret = 'imported-secret-of-at-least-32-characters'
    const given = { name: 'imported', client_id: 'Imported_client-1', client_secret }
    expect((await api.post('/clients', given)).body).toMatchObject(given)
    await giveGrant(tenant.ports, given.client_id, 'https://api.example.com/', [])
    expect(await exchange(given.client_id, client_secret)).toBe(200)
    const again = await api.post('/clients', given)
    expect(again.status).toBe(409)
    expect(again.body.message).toContain('Imported_client-1')
  })

  it('keeps properties that it does not know', async () => {
    const unknown = { callbacks: ['https://x/'], native: { nested: [1, null] }, new_one: true }
    const { body } = await api.post('/clients', { name: 'unknown', ...unknown })
    expect((await api.get(`/clients/${body.client_id}`)).body).toMatchObject(unknown)
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
    const answer = await api.post('/clients', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      statusCode: 400,
      error: 'Bad Request',
      errorCode: 'invalid_body',
    })
    expect(answer.body.message).toContain(named)
  })
})

describe('reading clients', () => {
  it('never shows a secret', async () => {
    const client = await createMachine()
    const one = await api.get(`/clients/${client.client_id}`)
    expect(one.body.name).toBe('m')
    const all = await api.get('/clients?per_page=100')
    for (const text of [one, all].map(({ body }) => JSON.stringify(body))) {
      expect(text).not.toContain('client_secret"')
      expect(text).not.toContain('digest')
    }
  })

  it('chooses properties', async () => {
    const client = await createMachine()
    const path = `/clients/${client.client_id}`
    const only = await api.get(`${path}?fields=name,client_id`)
    expect(only.body).toEqual({ client_id: client.client_id, name: 'm' })
    const without = await api.get(`${path}?fields=name&include_fields=false`)
    expect(without.body).not.toHaveProperty('name')
    expect(without.body).toHaveProperty('client_id')
  })

  it('pages in every shape', async () => {
    const plain = await api.get('/clients')
    expect(Array.isArray(plain.body)).toBe(true)
    const total = plain.body.length
    const first = await api.get('/clients?include_totals=true&per_page=2')
    expect(first.body).toMatchObject({ start: 0, limit: 2, total })
    const second = await api.get('/clients?include_totals=true&per_page=2&page=1')
    expect(second.body.start).toBe(2)
    expect([...first.body.clients, ...second.body.clients]).toEqual(plain.body.slice(0, 4))
    const ids: string[] = []
    let next: string | undefined = ''
    while (next !== undefined) {
      const page: { clients: { client_id: string }[]; next?: string } = (
        await api.get(`/clients?take=3${next && `&from=${next}`}`)
      ).body
      ids.push(...page.clients.map(({ client_id }) => client_id))
      next = page.next
    }
    expect(ids).toEqual(plain.body.map((client: { client_id: string }) => client.client_id))
  })

  it('filters', async () => {
    expect((await api.get('/clients?is_global=true')).body).toEqual([])
    const { body } = await api.get('/clients?app_type=non_interactive&include_totals=true')
    expect(body.total).toBe(body.clients.length)
    expect(new Set(body.clients.map((client: { app_type: string }) => client.app_type))).toEqual(
      new Set(['non_interactive']),
    )
  })

  it('finds clients by their ids, and refuses filters that it does not have', async () => {
    const [one, two] = [await createMachine(), await createMachine()]
    const ids = [one.client_id, two.client_id]
    for (const query of [`client_ids=${ids.join(',')}`, `client_ids=${ids.join('&client_ids=')}`]) {
      const { body } = await api.get(`/clients?fields=client_id&${query}`)
      expect(body.map(({ client_id }: { client_id: string }) => client_id).sort()).toEqual(
        ids.toSorted(),
      )
    }
    expect((await api.get('/clients?q=name:x')).status).toBe(400)
  })

  it.each(['per_page=101', 'page=-1', 'take=0', 'include_totals=maybe', 'page=1&page=2'])(
    'refuses ?%s',
    async (query) => {
      const answer = await api.get(`/clients?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.body.errorCode).toBe('invalid_query_string')
    },
  )

  it('answers 404 for one that does not exist', async () => {
    const answer = await api.get('/clients/nobody')
    expect(answer).toMatchObject({ status: 404, body: { statusCode: 404, error: 'Not Found' } })
  })
})

describe('PATCH /clients/{id}', () => {
  it('replaces properties, removes with null, and merges metadata by key', async () => {
    const { body } = await api.post('/clients', {
      name: 'before',
      description: 'text',
      callbacks: ['https://a/'],
      client_metadata: { kept: '1', changed: '1', gone: '1' },
    })
    const path = `/clients/${body.client_id}`
    const patched = await api.patch(path, {
      name: 'after',
      description: null,
      callbacks: ['https://b/'],
      client_metadata: { changed: '2', gone: null, fresh: '3' },
    })
    expect(patched.status).toBe(200)
    expect(patched.body).toMatchObject({ name: 'after', callbacks: ['https://b/'] })
    expect(patched.body.client_metadata).toEqual({ kept: '1', changed: '2', fresh: '3' })
    expect(patched.body).not.toHaveProperty('description')
    expect((await api.get(path)).body).toEqual(patched.body)
  })

  it('counts for the very next token', async () => {
    const client = await createMachine()
    await api.patch(`/clients/${client.client_id}`, { grant_types: ['implicit'] })
    expect(await exchange(client.client_id, client.client_secret)).toBe(403)
    const client_secret = 'a new secret of at least 32 characters'
    const changed = { grant_types: ['client_credentials'], client_secret }
    const answer = await api.patch(`/clients/${client.client_id}`, changed)
    expect(answer.body).not.toHaveProperty('client_secret')
    expect(await exchange(client.client_id, client.client_secret)).toBe(401)
    expect(await exchange(client.client_id, client_secret)).toBe(200)
  })

  it('writes nothing from an invalid body, and cannot change the id', async () => {
    const client = await createMachine()
    const path = `/clients/${client.client_id}`
    const before = (await api.get(path)).body
    for (const body of [{ name: null }, { client_id: 'other' }, { name: 'x', grant_types: [1] }]) {
      expect((await api.patch(path, body)).status).toBe(400)
    }
    expect((await api.get(path)).body).toEqual(before)
    expect((await api.patch('/clients/nobody', { name: 'x' })).status).toBe(404)
  })
})

describe('POST /clients/{id}/rotate-secret', () => {
  it('shows a new secret and ends the old one', async () => {
    const client = await createMachine()
    const { status, body } = await api.post(`/clients/${client.client_id}/rotate-secret`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'm', client_secret: expect.stringMatching(/^[\w-]{64}$/) })
    expect(await exchange(client.client_id, client.client_secret)).toBe(401)
    expect(await exchange(client.client_id, body.client_secret)).toBe(200)
  })

  it('keeps the old one for as long as it is told', async () => {
    const client = await createMachine()
    const path = `/clients/${client.client_id}/rotate-secret`
    const { body } = await api.post(path, { previous_secret_lifetime_seconds: 2 })
    expect(await exchange(client.client_id, client.client_secret)).toBe(200)
    expect(await exchange(client.client_id, body.client_secret)).toBe(200)
    await expect
      .poll(() => exchange(client.client_id, client.client_secret), { timeout: 5000 })
      .toBe(401)
  })
})

describe('DELETE /clients/{id}', () => {
  it('ends the client with its grants; one that is gone is gone', async () => {
    const client = await createMachine({ client_id: 'to-be-deleted' })
    expect((await api.delete(`/clients/${client.client_id}`, {})).status).toBe(204)
    expect(await exchange(client.client_id, client.client_secret)).toBe(401)
    expect((await api.get(`/clients/${client.client_id}`)).status).toBe(404)
    expect((await api.delete(`/clients/${client.client_id}`)).status).toBe(204)
    const again = await api.post('/clients', { name: 'again', client_id: 'to-be-deleted' })
    const { client_id, client_secret } = again.body
    expect(
      (await demoExchange(tenant, { client_id, client_secret })).body.error_description,
    ).toContain('not authorized to access')
  })

  it('refuses to take tokens from the last one that may manage grants', async () => {
    const path = `/clients/${tenant.credentials.admin.client_id}`
    const answer = await api.patch(path, { grant_types: ['implicit'] })
    expect(answer.status).toBe(409)
    expect((await api.get(path)).body.grant_types).toEqual(['client_credentials'])
  })

  it('refuses to delete the last one that may manage grants', async () => {
    const answer = await api.delete(`/clients/${tenant.credentials.admin.client_id}`)
    expect(answer.status).toBe(409)
    expect(answer.body.message).toContain('create:client_grants')
    expect((await api.get('/clients')).status).toBe(200)
  })
})
