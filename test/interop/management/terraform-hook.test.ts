import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementClient } from '../../support/management-client.ts'
import { goAuth0Client } from '../support/go-auth0-client.ts'
import { localServer } from '../support/local-server.ts'
import { type Credentials, createGrant, nextToken, readEvery } from './auth0-scenario.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'

/** Shows a token what the hook knows. */
const script = (text: string) => `
module.exports = function (client, scope, audience, context, cb) {
  cb(null, { scope: scope, 'https://example.com/is': '${text}',
    'https://example.com/secrets': context.webtask.secrets })
}`

/**
 * The calls of `resource "auth0_hook"` (terraform-provider-auth0 0.x, go-auth0 management/hook.go),
 * replayed in their order: create, read, update, delete.
 */
describe("Terraform's auth0_hook", () => {
  const server = localServer(['--https'])
  const before = getCACertificates('default')
  let api: Awaited<ReturnType<typeof managementClient>>
  let go: Awaited<ReturnType<typeof goAuth0Client>>
  let machine: Credentials
  let audience: string
  beforeAll(async () => {
    const authority = readFileSync(join(server().dataDir, 'tls', 'ca.pem'), 'utf8')
    setDefaultCACertificates([...before, authority])
    api = await managementClient(server())
    for (const { id } of await readEvery(api, '/hooks')) await api.delete(`/hooks/${id}`)
    go = await goAuth0Client(server())
    const granted = await createGrant(api, ['read:data'])
    machine = granted.machine
    audience = granted.api.identifier
  })
  afterAll(() => setDefaultCACertificates(before))

  const claims = async () => {
    const token = await nextToken(server(), machine, audience)
    return { is: token['https://example.com/is'], secrets: token['https://example.com/secrets'] }
  }

  /** `readHook`: after every create and update, and at every plan. */
  async function refresh(id: string) {
    const hook = await go('GET', `hooks/${id}`)
    const secrets = await go('GET', `hooks/${id}/secrets`)
    expect([hook.status, secrets.status]).toEqual([200, 200])
    return { hook: hook.body, secrets: secrets.body }
  }

  it('creates a hook, its secrets with it', async () => {
    const given = {
      name: 'customer-claims',
      script: script('created'),
      triggerId: 'credentials-exchange',
      dependencies: { auth0: '2.30.0' },
      enabled: true,
    }
    const created = await go('POST', 'hooks', given)
    expect(created).toMatchObject({ status: 201, body: { id: expect.any(String), ...given } })
    const { id } = created.body
    // `ReplaceSecrets` looks at what there is, and adds what is new.
    expect(await go('GET', `hooks/${id}/secrets`)).toEqual({ status: 200, body: {} })
    const added = await go('POST', `hooks/${id}/secrets`, { foo: 'alpha', old: 'beta' })
    expect(added).toEqual({ status: 201, body: {} })

    expect(await refresh(id)).toEqual({
      hook: { id, ...given },
      secrets: { foo: HIDDEN, old: HIDDEN },
    })
    expect(await claims()).toEqual({ is: 'created', secrets: { foo: 'alpha', old: 'beta' } })
  })

  it('updates it: secrets are added, changed and removed, each with its own call', async () => {
    const [{ id } = {}] = await readEvery(api, '/hooks')
    const given = {
      name: 'customer-claims',
      script: script('updated'),
      dependencies: {},
      enabled: true,
    }
    const updated = await go('PATCH', `hooks/${id}`, given)
    expect(updated).toMatchObject({ status: 200, body: given })
    expect(await claims()).toMatchObject({ is: 'updated' })

    expect((await go('GET', `hooks/${id}/secrets`)).body).toEqual({ foo: HIDDEN, old: HIDDEN })
    expect(await go('POST', `hooks/${id}/secrets`, { bar: 'kappa' })).toMatchObject({ status: 201 })
    expect((await claims()).secrets).toEqual({ foo: 'alpha', old: 'beta', bar: 'kappa' })
    expect(await go('PATCH', `hooks/${id}/secrets`, { foo: 'gamma' })).toMatchObject({
      status: 201,
    })
    expect((await claims()).secrets).toEqual({ foo: 'gamma', old: 'beta', bar: 'kappa' })
    expect(await go('DELETE', `hooks/${id}/secrets`, ['old'])).toEqual({ status: 204 })
    expect((await claims()).secrets).toEqual({ foo: 'gamma', bar: 'kappa' })

    expect(await refresh(String(id))).toEqual({
      hook: { id, triggerId: 'credentials-exchange', ...given },
      secrets: { foo: HIDDEN, bar: HIDDEN },
    })
  })

  it('leaves what the configuration does not name: `enabled` and `dependencies` are omitted', async () => {
    const [{ id } = {}] = await readEvery(api, '/hooks')
    const given = { name: 'customer-claims', script: script('shorter') }
    expect(await go('PATCH', `hooks/${id}`, given)).toMatchObject({ status: 200 })
    expect((await refresh(String(id))).hook).toMatchObject({
      ...given,
      enabled: true,
      dependencies: {},
    })
    expect(await claims()).toEqual({ is: 'shorter', secrets: { foo: 'gamma', bar: 'kappa' } })
  })

  it('deletes it, and takes a 404 as gone', async () => {
    const [{ id } = {}] = await readEvery(api, '/hooks')
    expect(await go('DELETE', `hooks/${id}`)).toEqual({ status: 204 })
    expect(await readEvery(api, '/hooks')).toEqual([])
    expect(await go('GET', `hooks/${id}`)).toMatchObject({ status: 404 })
    expect(await claims()).toEqual({ is: undefined, secrets: undefined })
  })

  it("keeps the provider's own example, whose trigger does not run here", async () => {
    const given = {
      name: 'pre-user-reg-hook',
      script: 'function (user, context, callback) { callback(null, { user }); }',
      triggerId: 'pre-user-registration',
    }
    const { status, body } = await go('POST', 'hooks', given)
    const hook = { id: body.id, ...given, enabled: false, dependencies: {} }
    expect({ status, body }).toEqual({ status: 201, body: hook })
    const { triggerId, ...known } = given
    await go('PATCH', `hooks/${hook.id}`, { ...known, enabled: true })
    expect(await refresh(hook.id)).toEqual({ hook: { ...hook, enabled: true }, secrets: {} })
    expect(await go('DELETE', `hooks/${hook.id}`)).toEqual({ status: 204 })
  })
})
