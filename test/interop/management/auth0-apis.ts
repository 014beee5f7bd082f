import { expect, it } from 'vitest'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import {
  type Auth0Scenario,
  createApi,
  createGrant,
  exchange,
  nextToken,
  readEvery,
  uniqueName,
} from './auth0-scenario.ts'

/** `resourceServers.*` */
export function apiScenarios({ server, sdk, plain }: Auth0Scenario): void {
  it('creates an API', async () => {
    const name = uniqueName('created api')
    const scopes = [{ value: 'read:data', description: 'Read data' }]
    const given = { name, identifier: `https://${name.replaceAll(' ', '.')}/`, scopes }
    const created = await sdk().call('apis.create', given)
    expect(created).toMatchObject({ ...given, id: expect.stringMatching(/^[0-9a-f]{24}$/) })
    const stored = await (await plain()).get(`/resource-servers/${created.id}`)
    expect(stored.body).toEqual(created)
  })

  it('reads an API by its id and by its identifier', async () => {
    const api = await plain()
    const { id, identifier } = await createApi(api)
    const { body } = await api.get(`/resource-servers/${id}`)
    expect(await sdk().call('apis.get', id)).toEqual(body)
    expect(await sdk().call('apis.get', identifier)).toEqual(body)
    expect(await sdk().call('apis.get', id, { include_fields: true })).toEqual(body)
  })

  it('lists APIs by pages, to the last one', async () => {
    const api = await plain()
    for (let i = 0; i < 3; i++) await createApi(api)
    const stored = await readEvery(api, '/resource-servers')
    const { length: total } = stored
    const page = await sdk().call('apis.list', { page: 1, per_page: 2, include_totals: true })
    expect(page).toEqual({ start: 2, limit: 2, total, resource_servers: stored.slice(2, 4) })
    expect(await sdk().every('apis.list', { per_page: 20 })).toEqual(stored)
  })

  it('finds APIs by their identifiers', async () => {
    const api = await plain()
    const [first, second] = [await createApi(api), await createApi(api)]
    // 2.x and 3.x join arrays with commas, which an identifier may contain.
    const wanted = sdk().major <= 3 ? [first] : [first, second]
    const identifiers = wanted.map(({ identifier }) => identifier)
    const found = await sdk().every('apis.list', { identifiers, per_page: 50 })
    expect(found.map(({ identifier }) => identifier).sort()).toEqual(identifiers.sort())
  })

  it('updates an API: the next token follows', async () => {
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    const name = uniqueName('renamed api')
    const updated = await sdk().call('apis.update', target.id, { name, token_lifetime: 1234 })
    const stored = await api.get(`/resource-servers/${target.id}`)
    expect(stored.body).toEqual(updated)
    expect(updated).toMatchObject({ name, token_lifetime: 1234, identifier: target.identifier })
    const { iat, exp } = await nextToken(server(), machine, target.identifier)
    expect(Number(exp) - Number(iat)).toBe(1234)
  })

  it('deletes an API with its grants', async () => {
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    await sdk().call('apis.delete', target.id)
    expect((await api.get(`/resource-servers/${target.id}`)).status).toBe(404)
    expect((await api.get(`/client-grants?client_id=${machine.client_id}`)).body).toEqual([])
    expect((await exchange(server(), machine, target.identifier)).status).toBe(403)
  })

  it('throws its own errors for what is missing, taken, wrong or not to be deleted', async () => {
    const { major, call } = sdk()
    const { identifier } = await createApi(await plain())
    await expect(call('apis.get', '000000000000000000000000')).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 404, message: /./ }),
    )
    await expect(call('apis.create', { name: 'taken', identifier })).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /./ }),
    )
    await expect(call('apis.update', identifier, { token_lifetime: -1 })).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 400,
        message: /'token_lifetime'/,
        errorCode: 'invalid_body',
      }),
    )
    const system = `${server().url}api/v2/`
    await expect(call('apis.delete', system)).rejects.toMatchObject({ statusCode: 400 })
    expect(await call('apis.get', system)).toMatchObject({ is_system: true })
  })
}
