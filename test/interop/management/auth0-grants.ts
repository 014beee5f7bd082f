import { expect, it } from 'vitest'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import {
  type Auth0Scenario,
  createApi,
  createGrant,
  createMachine,
  exchange,
  nextToken,
} from './auth0-scenario.ts'

/** `clientGrants.*` */
export function grantScenarios({ server, sdk, plain }: Auth0Scenario): void {
  it('creates a grant: the next token has its scopes', async () => {
    const api = await plain()
    const machine = await createMachine(api)
    const { identifier } = await createApi(api)
    const given = { client_id: machine.client_id, audience: identifier, scope: ['read:data'] }
    const created = await sdk().call('grants.create', given)
    expect(created).toMatchObject({ ...given, id: expect.stringMatching(/^cgr_/) })
    const stored = await api.get(`/client-grants?client_id=${machine.client_id}`)
    expect(stored.body).toEqual([created])
    expect(await nextToken(server(), machine, identifier)).toMatchObject({
      aud: identifier,
      scope: 'read:data',
    })
    const { access_token } = await sdk().token(
      { clientId: machine.client_id, clientSecret: machine.client_secret },
      { audience: identifier },
    )
    const payload = Buffer.from(access_token.split('.')[1], 'base64url').toString()
    expect(JSON.parse(payload)).toMatchObject({ azp: machine.client_id, scope: 'read:data' })
  })

  it('lists grants by client, by API and from checkpoint to checkpoint', async () => {
    const api = await plain()
    const { machine, api: first, grant } = await createGrant(api, ['read:data'])
    const others: string[] = []
    for (let i = 0; i < 2; i++) {
      const { identifier: audience } = await createApi(api)
      const given = { client_id: machine.client_id, audience, scope: [] }
      others.push((await api.post('/client-grants', given)).body.id)
    }
    const { major, call, every, has } = sdk()
    const ids = (grants: { id: string }[]) => grants.map(({ id }) => id).sort()
    const all = [grant.id, ...others].sort()
    const { client_id } = machine
    if (major <= 4) {
      const totals = { client_id, page: 0, per_page: 2, include_totals: true }
      const page = await call('grants.list', totals)
      expect(page).toMatchObject({ start: 0, limit: 2, total: 3 })
      expect(page.client_grants).toHaveLength(2)
      const before = await call('grants.list', { client_id, take: 2 })
      const after = await call('grants.list', { client_id, take: 2, from: before.next })
      expect(ids([...before.client_grants, ...after.client_grants])).toEqual(all)
      expect(after).not.toHaveProperty('next')
    }
    // From 5.x on the next page is behind a checkpoint.
    const few = major <= 4 ? {} : { take: 2 }
    expect(ids(await every('grants.list', { client_id, per_page: 2, ...few }))).toEqual(all)
    const audience = first.identifier
    const [found, ...more] = await every('grants.list', { audience, per_page: 50 })
    expect(found).toMatchObject({ id: grant.id, client_id, audience, scope: ['read:data'] })
    expect(more).toEqual([])
    if (has('grants.get')) expect(await call('grants.get', grant.id)).toEqual(found)
  })

  it('updates a grant: the next token follows', async () => {
    const api = await plain()
    const { machine, api: target, grant } = await createGrant(api, ['read:data'])
    const updated = await sdk().call('grants.update', grant.id, { scope: ['write:data'] })
    const stored = await api.get(`/client-grants?client_id=${machine.client_id}`)
    expect(stored.body).toEqual([updated])
    expect(await nextToken(server(), machine, target.identifier)).toMatchObject({
      scope: 'write:data',
    })
  })

  it('deletes a grant: there is no next token', async () => {
    const api = await plain()
    const { machine, api: target, grant } = await createGrant(api, ['read:data'])
    await sdk().call('grants.delete', grant.id)
    expect((await api.get(`/client-grants?client_id=${machine.client_id}`)).body).toEqual([])
    expect(await exchange(server(), machine, target.identifier)).toMatchObject({ status: 403 })
  })

  it('throws its own errors for what is missing, there already or wrong', async () => {
    const { major, call } = sdk()
    const api = await plain()
    const { machine, api: target } = await createGrant(api, [])
    const given = { client_id: machine.client_id, audience: target.identifier, scope: [] }
    await expect(call('grants.create', given)).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /./ }),
    )
    const stranger = { ...given, client_id: 'nobody' }
    await expect(call('grants.create', stranger)).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 404, message: /./ }),
    )
    await expect(call('grants.create', { ...given, scope: 'read' })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 400, message: /'scope'/, errorCode: 'invalid_body' }),
    )
    await expect(call('grants.update', 'cgr_missing', { scope: [] })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 404, message: /./ }),
    )
  })

  it('says which scope a caller lacks', async () => {
    const { major, client } = sdk()
    const api = await plain()
    const machine = await createMachine(api)
    const { status } = await api.post('/client-grants', {
      client_id: machine.client_id,
      audience: `${server().url}api/v2/`,
      scope: ['read:clients'],
    })
    expect(status).toBe(201)
    const reader = client({ clientId: machine.client_id, clientSecret: machine.client_secret })
    expect(await reader.call('clients.get', machine.client_id)).toMatchObject({
      client_id: machine.client_id,
    })
    await expect(reader.call('clients.create', { name: 'no' })).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 403,
        message: /Insufficient scope, expected any of: create:clients/,
        errorCode: 'insufficient_scope',
      }),
    )
    expect((await api.get('/clients?per_page=100')).body).not.toContainEqual(
      expect.objectContaining({ name: 'no' }),
    )
  })
}
