import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../../../functions/core/management-scopes.ts'
import type { TenantStore } from '../../../../functions/core/ports/tenant-store.ts'
import { grantSource } from '../../../../functions/management/grants/grant-source.ts'
import { listRecords } from '../../../../functions/management/list-records.ts'
import { editTenant } from '../../../support/edit-tenant.ts'
import { expectScope } from '../../../support/expect-scope.ts'
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

const GRANTS = '/client-grants'
const AUDIENCE = 'https://api.example.com/'
const ADMIN = 'create:client_grants'
const systemIdentifier = () => `${tenant.url}api/v2/`
const query = (parameters: Record<string, string>) => `${GRANTS}?${new URLSearchParams(parameters)}`

interface Credentials {
  client_id: string
  client_secret: string
}

async function createClient(given: Record<string, string> = {}): Promise<Credentials> {
  const body = { name: 'm', app_type: 'non_interactive', ...given }
  return (await api.post('/clients', body)).body
}

async function grant({ client_id }: Credentials, scope: string[], audience = AUDIENCE) {
  const { status, body } = await api.post(GRANTS, { client_id, audience, scope })
  expect(status).toBe(201)
  return body
}

async function exchange({ client_id, client_secret }: Credentials, audience = AUDIENCE) {
  return demoExchange(tenant, { client_id, client_secret, audience })
}

describe('POST /client-grants', () => {
  it('answers with the recorded properties and counts for the very next token', async () => {
    const client = await createClient()
    expect((await exchange(client)).body.error_description).toContain('not authorized to access')
    const created = await grant(client, ['read:data', 'write:data'])
    expect(created).toEqual({
      id: expect.stringMatching(/^cgr_[A-Za-z0-9]{16}$/),
      client_id: client.client_id,
      audience: AUDIENCE,
      scope: ['read:data', 'write:data'],
      subject_type: 'client',
    })
    const token = await exchange(client)
    expect(token).toMatchObject({ status: 200, body: { scope: 'read:data write:data extra' } })
    expect((await api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })

  it('keeps what it does not know, and scopes that the API does not define', async () => {
    const { client_id } = await createClient()
    const given = {
      client_id,
      audience: AUDIENCE,
      scope: ['of:nobody'],
      organization_usage: 'deny',
      nested: [{ a: null }],
    }
    expect((await api.post(GRANTS, given)).body).toMatchObject(given)
  })

  it('grants no scope when none is named', async () => {
    const { client_id } = await createClient()
    expect((await api.post(GRANTS, { client_id, audience: AUDIENCE })).body.scope).toEqual([])
  })

  it('answers 409 when there is one, and leaves it as it is', async () => {
    const client = await createClient()
    const created = await grant(client, ['read:data'])
    const again = await api.post(GRANTS, {
      client_id: client.client_id,
      audience: AUDIENCE,
      scope: ['write:data'],
    })
    expect(again).toMatchObject({ status: 409, body: { error: 'Conflict' } })
    expect(again.body.message).toContain(created.id)
    expect((await api.get(`${GRANTS}/${created.id}`)).body).toEqual(created)
  })

  it('makes one of many that are asked for at the same time', async () => {
    const { client_id } = await createClient()
    const body = { client_id, audience: AUDIENCE, scope: ['read:data'] }
    const all = await Promise.all(Array.from({ length: 8 }, () => api.post(GRANTS, body)))
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect((await api.get(query({ client_id }))).body).toHaveLength(1)
  })

  it('answers 404 for a client or an API that does not exist', async () => {
    const { client_id } = await createClient()
    const noClient = await api.post(GRANTS, { client_id: 'nobody', audience: AUDIENCE, scope: [] })
    expect(noClient).toMatchObject({ status: 404, body: { errorCode: 'inexistent_client' } })
    expect(noClient.body.message).toContain('nobody')
    const noApi = await api.post(GRANTS, { client_id, audience: 'urn:nothing', scope: [] })
    expect(noApi).toMatchObject({ status: 404, body: { errorCode: 'inexistent_resource_server' } })
    expect(noApi.body.message).toContain('urn:nothing')
    expect((await api.get(query({ client_id }))).body).toEqual([])
  })

  it('knows the Management API under every host that is served', async () => {
    await editTenant(tenant.ports, { hosts: ['other.example'] })
    const client = await createClient()
    const created = await grant(client, ['read:clients'], 'https://other.example/api/v2/')
    expect(created.audience).toBe(systemIdentifier())
    const { client_id } = client
    const again = await api.post(GRANTS, { client_id, audience: systemIdentifier(), scope: [] })
    expect(again.status).toBe(409)
    expect((await (await managementClient(tenant, client)).get('/clients')).status).toBe(200)
    for (const audience of ['https://other.example/api/v2/', systemIdentifier()]) {
      expect((await api.get(query({ audience, client_id }))).body).toEqual([created])
      expect((await api.get(query({ audience }))).body).toContainEqual(created)
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
    const answer = await api.post(GRANTS, body)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    expect(answer.body.message).toContain(named)
    expect((await api.get(query({ client_id, audience: AUDIENCE }))).body).toEqual([])
  })
})

describe('GET /client-grants', () => {
  it('pages in every shape that was recorded', async () => {
    const plain = (await api.get(GRANTS)).body
    expect(Array.isArray(plain)).toBe(true)
    const total = plain.length
    expect((await api.get(`${GRANTS}?include_totals=true&take=50`)).body).toEqual({
      client_grants: plain,
    })
    const some = (await api.get(`${GRANTS}?include_totals=true&take=2`)).body
    expect(some).toEqual({ client_grants: plain.slice(0, 2), next: expect.any(String) })
    const rest = await api.get(`${GRANTS}?take=50&from=${some.next}`)
    expect(rest.body).toEqual({ client_grants: plain.slice(2) })
    for (const page of ['', '&page=0']) {
      const answer = await api.get(`${GRANTS}?include_totals=true&per_page=50${page}`)
      expect(answer.body).toEqual({ start: 0, limit: 50, total, client_grants: plain })
    }
    const second = await api.get(`${GRANTS}?include_totals=true&per_page=2&page=1`)
    expect(second.body).toEqual({ start: 2, limit: 2, total, client_grants: plain.slice(2, 4) })
  })

  it('filters by client and by API, in every shape', async () => {
    const client = await createClient()
    const { client_id } = client
    const audiences = Array.from({ length: 25 }, (_, index) => `urn:filtered:${index + 10}`)
    for (const identifier of audiences) await api.post('/resource-servers', { identifier })
    for (const audience of audiences) await grant(client, [], audience)
    const system = await grant(client, ['read:logs'], systemIdentifier())
    const all = (await api.get(query({ client_id }))).body
    expect(all.map(({ audience }: { audience: string }) => audience)).toEqual([
      system.audience,
      ...audiences,
    ])
    const walked: unknown[] = []
    for (let from: string | undefined = ''; from !== undefined; ) {
      const { body } = await api.get(query({ client_id, take: '7', ...(from && { from }) }))
      walked.push(...body.client_grants)
      from = body.next
    }
    expect(walked).toEqual(all)
    const page = await api.get(
      query({ client_id, page: '1', per_page: '20', include_totals: 'true' }),
    )
    expect(page.body).toEqual({ start: 20, limit: 20, total: 26, client_grants: all.slice(20) })
    const byApi = await api.get(query({ audience: 'urn:filtered:12', include_totals: 'true' }))
    expect(byApi.body).toEqual({ start: 0, limit: 50, total: 1, client_grants: [all[3]] })
    expect((await api.get(query({ client_id, audience: 'urn:filtered:12' }))).body).toEqual([
      all[3],
    ])
    const nothings: Record<string, string>[] = [
      { client_id: 'nobody' },
      { client_id: 'not an id' },
      { audience: 'urn:nothing' },
      { audience: 'x'.repeat(700) },
      { client_id, audience: 'urn:nothing' },
      { client_id, subject_type: 'user' },
    ]
    for (const nothing of nothings) {
      expect((await api.get(query(nothing))).body).toEqual([])
    }
  })

  it('reads no other partition for a filter', async () => {
    const { client_id } = await createClient()
    await grant({ client_id, client_secret: '' }, ['read:data'])
    const { store } = tenant.ports
    const listed: string[] = []
    const watched: TenantStore = {
      read: (keys) => store.read(keys),
      transact: (changes) => store.transact(changes),
      list: (partition, page) => {
        listed.push(partition)
        return store.list(partition, page)
      },
    }
    const list = async (client: string | undefined, audience: string | undefined) => {
      const source = await grantSource(watched, client, audience)
      return listRecords({ ...source, show: ({ id }: { id: string }) => ({ id }) }, 'x', {})
    }
    expect(await list(client_id, undefined)).toHaveLength(1)
    expect(new Set(listed.splice(0))).toEqual(new Set([`C#${client_id}`]))
    expect(await list(undefined, AUDIENCE)).not.toHaveLength(0)
    expect(new Set(listed.splice(0))).toEqual(new Set([`A#${AUDIENCE}`]))
    expect(await list(client_id, AUDIENCE)).toHaveLength(1)
    expect(listed).toEqual([])
  })

  it('answers 404 for one that does not exist, on PATCH too', async () => {
    for (const id of ['cgr_0000000000000000', 'nonsense', 'x'.repeat(2000)]) {
      const answers = [
        await api.get(`${GRANTS}/${id}`),
        await api.patch(`${GRANTS}/${id}`, { scope: [] }),
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 404, body: { error: 'Not Found' } })
        expect(answer.body.message).toContain('GET /api/v2/client-grants')
      }
    }
  })
})

describe('PATCH /client-grants/{id}', () => {
  it('replaces the scope, keeps the rest, and counts for the very next token', async () => {
    const client = await createClient()
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
    expect((await api.get(query({ client_id }))).body).toEqual([body])
    expect((await api.patch(`${GRANTS}/${id}`, {})).body).toEqual(body)
  })

  it('writes nothing from an invalid body', async () => {
    const client = await createClient()
    const created = await grant(client, ['read:data'])
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
    const client = await createClient()
    const { id } = await grant(client, ['read:data'])
    expect((await exchange(client)).status).toBe(200)
    expect((await api.delete(`${GRANTS}/${id}`, {})).status).toBe(204)
    expect((await exchange(client)).status).toBe(403)
    expect((await api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await api.delete(`${GRANTS}/nonsense`)).status).toBe(204)
    const again = await grant(client, ['write:data'])
    expect(again.id).not.toBe(id)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(204)
    expect((await exchange(client)).body.scope).toBe('write:data extra')
  })

  it('goes with its client', async () => {
    const client = await createClient({ client_id: 'goes' })
    const { id } = await grant(client, ['read:data'])
    await api.delete('/clients/goes')
    expect((await api.get(`${GRANTS}/${id}`)).status).toBe(404)
    expect((await api.get(query({ audience: AUDIENCE, client_id: 'goes' }))).body).toEqual([])
  })

  it('leaves none behind that is made while its client goes', async () => {
    for (let round = 0; round < 5; round++) {
      const { client_id } = await createClient()
      const [made] = await Promise.all([
        api.post(GRANTS, { client_id, audience: AUDIENCE, scope: ['read:data'] }),
        api.delete(`/clients/${client_id}`),
      ])
      expect([201, 404]).toContain(made.status)
      expect((await api.get(query({ client_id }))).body).toEqual([])
      if (made.status === 201) {
        expect((await api.get(`${GRANTS}/${made.body.id}`)).status).toBe(404)
      }
    }
  })
})

describe('the last grant that may manage grants', () => {
  const everyScope = MANAGEMENT_SCOPES.map(({ value }) => value)
  const adminGrantId = async () => {
    const { client_id } = tenant.credentials.admin
    return (await api.get(query({ client_id, audience: systemIdentifier() }))).body[0].id
  }

  it('cannot be removed or narrowed', async () => {
    const path = `${GRANTS}/${await adminGrantId()}`
    const before = (await api.get(path)).body
    const without = everyScope.filter((scope) => scope !== ADMIN)
    for (const answer of [
      await api.delete(path),
      await api.patch(path, { scope: without }),
      await api.patch(path, { scope: [] }),
      await api.delete(`/clients/${tenant.credentials.admin.client_id}`),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { error: 'Conflict' } })
      expect(answer.body.message).toContain(ADMIN)
    }
    expect((await api.get(path)).body).toEqual(before)
    const narrowed = everyScope.filter((scope) => scope !== 'read:stats')
    expect((await api.patch(path, { scope: narrowed })).status).toBe(200)
    expect((await api.patch(path, { scope: everyScope })).status).toBe(200)
  })

  it('is not the last one only when the other client can get tokens', async () => {
    const other = await createClient()
    const { id } = await grant(other, [ADMIN], systemIdentifier())
    await api.patch(`/clients/${other.client_id}`, { grant_types: [] })
    const path = `${GRANTS}/${await adminGrantId()}`
    expect((await api.delete(path)).status).toBe(409)
    await api.patch(`/clients/${other.client_id}`, { grant_types: ['client_credentials'] })
    const without = everyScope.filter((scope) => scope !== ADMIN)
    expect((await api.patch(path, { scope: without })).status).toBe(200)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(409)
    expect((await api.patch(path, { scope: everyScope })).status).toBe(200)
    expect((await api.delete(`${GRANTS}/${id}`)).status).toBe(204)
  })

  it.each(['both removed', 'both narrowed', 'both clients removed', 'one of each'])(
    'stays one of the last two when they go at the same time: %s',
    async (how) => {
      const remover = tenant.credentials.admin
      const pair = [await createClient(), await createClient()]
      const ids: string[] = []
      for (const client of pair) {
        ids.push((await grant(client, everyScope, systemIdentifier())).id)
      }
      // The first admin steps back for as long as the pair decides between themselves.
      const first = await adminGrantId()
      const callers = [
        await managementClient(tenant, pair[0]),
        await managementClient(tenant, pair[1]),
      ]
      const without = everyScope.filter((scope) => scope !== ADMIN)
      expect((await api.patch(`${GRANTS}/${first}`, { scope: without })).status).toBe(200)
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
      api = await managementClient(tenant, remover)
      for (const { client_id } of pair) {
        expect((await api.delete(`/clients/${client_id}`)).status).toBe(204)
      }
    },
  )
})

describe('scopes', () => {
  it.each([
    ['get', GRANTS, 'read:client_grants'],
    ['get', `${GRANTS}/x`, 'read:client_grants'],
    ['post', GRANTS, 'create:client_grants'],
    ['patch', `${GRANTS}/x`, 'update:client_grants'],
    ['delete', `${GRANTS}/x`, 'delete:client_grants'],
  ] as const)('%s %s needs %s', (method, path, scope) => expectScope(tenant, method, path, scope))
})
