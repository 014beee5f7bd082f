import { beforeEach, describe, expect, it } from 'vitest'
import { tenantKey } from '../../../../functions/core/record-keys.ts'
import { addApi, giveGrant, useScript } from '../../../support/edit-tenant.ts'
import { decodeToken, demoExchange, postToken } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

const PATH = '/tenants/settings'
const AUDIENCE = 'https://api.example.com/'
const OWN = { oauth_errors: 'auth0', private_claims: false, hook_on_management_api: false }
const RECORDED = {
  allowed_logout_urls: [],
  change_password: { enabled: false, html: '' },
  default_audience: '',
  default_directory: '',
  default_redirection_uri: '',
  enabled_locales: ['en'],
  error_page: { html: '', show_log_link: false, url: '' },
  flags: { enable_sso: false, universal_login: true, revoke_refresh_token_grant: false },
  friendly_name: '',
  guardian_mfa_page: { enabled: false, html: '' },
  idle_session_lifetime: 72,
  picture_url: '',
  sandbox_version: '16',
  session_lifetime: 168,
  support_email: '',
  support_url: '',
  sessions: { oidc_logout_prompt_enabled: true },
  universal_login: { colors: { primary: '#0059d6', page_background: '#000000' } },
  session_cookie: { mode: 'persistent' },
}

const tenant = useManagedTenant()

async function settings() {
  return (await tenant.api.get(PATH)).body
}

describe('GET /tenants/settings', () => {
  it('answers the recorded defaults and what is its own', async () => {
    const { status, body } = await tenant.api.get(PATH)
    expect(status).toBe(200)
    expect(body).toEqual({ ...RECORDED, ...OWN, sandbox_versions_available: ['18', '16'] })
  })

  it('chooses properties', async () => {
    expect((await tenant.api.get(`${PATH}?fields=flags,oauth_errors`)).body).toEqual({
      flags: RECORDED.flags,
      oauth_errors: 'auth0',
    })
    const without = (await tenant.api.get(`${PATH}?fields=flags&include_fields=false`)).body
    expect(without).not.toHaveProperty('flags')
    expect(without).toHaveProperty('sandbox_versions_available')
  })
})

describe('PATCH /tenants/settings', () => {
  it('keeps and gives back everything, unknown properties too', async () => {
    const changes = {
      friendly_name: 'Example',
      support_email: 'help@example.com',
      session_lifetime: 24,
      enabled_locales: ['de', 'en'],
      universal_login: { colors: { primary: '#fff' } },
      unknown: { nested: [1, null, 'x'] },
    }
    const { status, body } = await tenant.api.patch(PATH, changes)
    expect(status).toBe(200)
    expect(body).toEqual({ ...RECORDED, ...OWN, ...changes })
    expect(await settings()).toEqual({ ...body, sandbox_versions_available: ['18', '16'] })
  })

  it("keeps '' as unset, and goes back to the default with null", async () => {
    await tenant.api.patch(PATH, { support_url: 'https://x/', unknown: 1, session_lifetime: 1 })
    const { body } = await tenant.api.patch(PATH, {
      support_url: '',
      unknown: null,
      session_lifetime: null,
    })
    expect(body.support_url).toBe('')
    expect(body).not.toHaveProperty('unknown')
    expect(body.session_lifetime).toBe(168)
  })

  it('merges flags by name', async () => {
    await tenant.api.patch(PATH, { flags: { enable_sso: true, mine: true } })
    const { body } = await tenant.api.patch(PATH, { flags: { universal_login: false, mine: null } })
    expect(body.flags).toEqual({
      enable_sso: true,
      universal_login: false,
      revoke_refresh_token_grant: false,
    })
    expect((await tenant.api.patch(PATH, { flags: null })).body.flags).toEqual(RECORDED.flags)
  })

  it('takes a whole answer of GET back', async () => {
    const before = await settings()
    const { status, body } = await tenant.api.patch(PATH, before)
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('sandbox_versions_available')
    expect(await settings()).toEqual(before)
  })

  it.each([
    [{ default_audience: 7 }, "'default_audience'"],
    [{ default_audience: 'https://nobody.example.com/' }, 'https://nobody.example.com/'],
    [{ default_audience: 'a\nb' }, "'default_audience'"],
    [{ default_audience: 'x'.repeat(601) }, "'default_audience'"],
    [{ oauth_errors: 'other' }, "'oauth_errors'"],
    [{ private_claims: 'true' }, "'private_claims'"],
    [{ hook_on_management_api: 1 }, "'hook_on_management_api'"],
    [{ flags: 'x' }, "'flags'"],
    [{ big: 'x'.repeat(70_000) }, '65536 bytes'],
  ])('refuses %j, names the property and writes nothing', async (body, named) => {
    const before = await settings()
    const answer = await tenant.api.patch(PATH, { friendly_name: 'half', ...body })
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    expect(answer.body.message).toContain(named)
    expect(await settings()).toEqual(before)
  })

  it('loses nothing of concurrent changes', async () => {
    const names = ['a', 'b', 'c', 'd']
    const calls = names.map((name) => tenant.api.patch(PATH, { [name]: name }))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await settings()).toMatchObject({ a: 'a', b: 'b', c: 'c', d: 'd' })
  })

  it('refuses a default audience for which the tenant record has no room', async () => {
    const identifier = `https://${'x'.repeat(580)}/`
    await addApi(tenant.ports, identifier)
    const [before] = await tenant.ports.store.read([tenantKey])
    if (before === undefined) throw new Error('There is no tenant')
    const hosts = [`${'h'.repeat(3400 - JSON.stringify(before.value).length)}.example.com`]
    const full = { ...before.value, hosts }
    await tenant.ports.store.transact([{ put: tenantKey, value: full, expect: 'any' }])
    const { status, body } = await tenant.api.patch(PATH, { default_audience: identifier })
    expect(status).toBe(400)
    expect(body.message).toMatch(/'default_audience': is \d+ bytes too long/)
    expect((await tenant.api.patch(PATH, { default_audience: AUDIENCE })).status).toBe(200)
    await tenant.ports.store.transact([{ put: tenantKey, value: before.value, expect: 'any' }])
  })
})

describe('the very next token follows', () => {
  const withoutAudience = () => demoExchange(tenant, { audience: undefined })
  const claims = { plain: 1, 'https://x.example/claim': 2 }

  beforeEach(async () => {
    const script = `module.exports = (client, scope, audience, context, cb) =>
      cb(null, { scope, ...${JSON.stringify(claims)} })`
    await useScript(tenant.ports, script, { name: `claims-${Date.now()}` })
  })

  it('default_audience', async () => {
    expect((await withoutAudience()).status).toBe(403)
    const set = await tenant.api.patch(PATH, { default_audience: AUDIENCE })
    expect(set.body.default_audience).toBe(AUDIENCE)
    expect(decodeToken(await withoutAudience()).payload.aud).toBe(AUDIENCE)
    const other = 'https://other.example.com/'
    await addApi(tenant.ports, other)
    await giveGrant(tenant.ports, tenant.credentials.demo.client_id, other, [])
    await tenant.api.patch(PATH, { default_audience: other })
    expect(decodeToken(await withoutAudience()).payload.aud).toBe(other)
    for (const unset of ['', null]) {
      await tenant.api.patch(PATH, { default_audience: AUDIENCE })
      expect(
        (await tenant.api.patch(PATH, { default_audience: unset })).body.default_audience,
      ).toBe('')
      expect((await withoutAudience()).status).toBe(403)
    }
  })

  it('a default_audience that is the Management API by any of its names', async () => {
    const identifier = `${tenant.url}api/v2/`
    expect((await tenant.api.patch(PATH, { default_audience: identifier })).status).toBe(200)
    const { admin } = tenant.credentials
    const answer = await postToken(tenant.url, { grant_type: 'client_credentials', ...admin })
    expect(answer.status).toBe(200)
    await tenant.api.patch(PATH, { default_audience: '' })
  })

  it('oauth_errors', async () => {
    const refused = () => demoExchange(tenant, { client_secret: 'wrong' })
    await tenant.api.patch(PATH, { oauth_errors: 'rfc6749' })
    expect((await refused()).body.error).toBe('invalid_client')
    await tenant.api.patch(PATH, { oauth_errors: '' })
    expect((await refused()).body.error).toBe('access_denied')
  })

  it('private_claims', async () => {
    await tenant.api.patch(PATH, { private_claims: true })
    expect(decodeToken(await demoExchange(tenant)).payload).toMatchObject(claims)
    await tenant.api.patch(PATH, { private_claims: null })
    expect(decodeToken(await demoExchange(tenant)).payload).not.toHaveProperty('plain')
  })

  it('hook_on_management_api', async () => {
    const token = async () => {
      const { admin } = tenant.credentials
      const parameters = { ...admin, audience: `${tenant.url}api/v2/` }
      return postToken(tenant.url, { grant_type: 'client_credentials', ...parameters })
    }
    await tenant.api.patch(PATH, { hook_on_management_api: true })
    expect(decodeToken(await token()).payload).toHaveProperty('https://x.example/claim')
    await tenant.api.patch(PATH, { hook_on_management_api: false })
    expect(decodeToken(await token()).payload).not.toHaveProperty('https://x.example/claim')
  })
})
