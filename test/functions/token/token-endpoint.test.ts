import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestSecret } from '../../../functions/core/client-secret.ts'
import {
  addApi,
  disableHooks,
  editApi,
  editClient,
  editTenant,
  giveGrant,
  useScript,
} from '../../support/edit-tenant.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import {
  decodeToken,
  demoExchange,
  demoParameters,
  postForm,
  postToken,
} from '../../support/token-client.ts'

const AUDIENCE = 'https://api.example.com/'

let tenant: ServedTenant
let clientId: string
let secret: string

beforeAll(async () => {
  tenant = await serveTenant()
  clientId = tenant.credentials.demo.client_id
  secret = tenant.credentials.demo.client_secret
})
afterAll(() => tenant.close())

describe('with the tutorial’s hook', () => {
  it('answers as the tutorial shows', async () => {
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('pragma')).toBe('no-cache')
    expect(Object.keys(answer.body)).toEqual(['access_token', 'scope', 'expires_in', 'token_type'])
    expect(answer.body).toMatchObject({
      scope: 'read:data extra',
      expires_in: 86_400,
      token_type: 'Bearer',
    })
  })

  it('writes the payload in the original’s order, the hook’s claim last', async () => {
    const { header, payload } = decodeToken(await demoExchange(tenant))
    expect(Object.keys(header)).toEqual(['typ', 'alg', 'kid'])
    expect(header).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(Object.entries(payload)).toEqual([
      ['iss', tenant.url],
      ['sub', `${clientId}@clients`],
      ['aud', AUDIENCE],
      ['iat', expect.any(Number)],
      ['exp', Number(payload.iat) + 86_400],
      ['gty', 'client-credentials'],
      ['azp', clientId],
      ['scope', 'read:data extra'],
      ['https://foo.com/claim', 'bar'],
    ])
  })

  it('issues what any library verifies through the published keys', async () => {
    const { body } = await demoExchange(tenant)
    const keys = createRemoteJWKSet(new URL(`${tenant.url}.well-known/jwks.json`))
    const { payload } = await jwtVerify(String(body.access_token), keys, {
      issuer: tenant.url,
      audience: AUDIENCE,
    })
    expect(payload['https://foo.com/claim']).toBe('bar')
  })

  it('is not run for tokens of the Management API unless the setting says so', async () => {
    const admin = {
      grant_type: 'client_credentials',
      ...tenant.credentials.admin,
      audience: `${tenant.url}api/v2/`,
    }
    const without = await postToken(tenant.url, admin)
    expect(decodeToken(without).payload).not.toHaveProperty(['https://foo.com/claim'])
    expect(without.body.scope).toContain('update:hooks')
    await editTenant(tenant.ports, { hookOnManagementApi: true })
    const withHook = await postToken(tenant.url, admin)
    expect(decodeToken(withHook).payload).toHaveProperty(['https://foo.com/claim'], 'bar')
    await editTenant(tenant.ports, { hookOnManagementApi: false })
  })
})

describe('ways to send an exchange', () => {
  const basic = (id: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(password)}`).toString('base64')}`,
  })

  it('takes a form', async () => {
    const answer = await postForm(tenant.url, demoParameters(tenant) as Record<string, string>)
    expect(answer.body).toMatchObject({ scope: 'read:data extra' })
  })

  it('takes Basic credentials, form-decoded', async () => {
    const odd = 'a secret+with:odd %characters/and 32 of them'
    await editClient(tenant.ports, clientId, {
      secrets: [{ digest: digestSecret(secret) }, { digest: digestSecret(odd) }],
    })
    const form = { grant_type: 'client_credentials', audience: AUDIENCE }
    expect((await postForm(tenant.url, form, basic(clientId, odd))).status).toBe(200)
    expect((await postForm(tenant.url, form, basic(clientId, secret))).status).toBe(200)
    expect((await postForm(tenant.url, form, basic(clientId, 'wrong'))).status).toBe(401)
  })

  it('takes Basic credentials beside a JSON body, which may repeat the client id', async () => {
    const body = { grant_type: 'client_credentials', audience: AUDIENCE, client_id: clientId }
    expect((await postToken(tenant.url, body, basic(clientId, secret))).status).toBe(200)
  })

  it('ignores an Authorization header of another scheme', async () => {
    const answer = await demoExchange(tenant, {}, { authorization: 'Bearer abc' })
    expect(answer.status).toBe(200)
  })

  it('takes resource as another name of audience', async () => {
    const answer = await demoExchange(tenant, { audience: undefined, resource: AUDIENCE })
    expect(decodeToken(answer).payload.aud).toBe(AUDIENCE)
  })

  it('takes the Management API under any host that the tenant serves', async () => {
    await editTenant(tenant.ports, { hosts: ['tokens.example.com'] })
    for (const host of [new URL(tenant.url).host, 'tokens.example.com']) {
      const answer = await postToken(tenant.url, {
        grant_type: 'client_credentials',
        ...tenant.credentials.admin,
        audience: `https://${host}/api/v2/`,
      })
      expect(decodeToken(answer).payload.aud).toBe(`${tenant.url}api/v2/`)
    }
    const foreign = await postToken(tenant.url, {
      grant_type: 'client_credentials',
      ...tenant.credentials.admin,
      audience: 'https://elsewhere.example.com/api/v2/',
    })
    expect(foreign.status).toBe(403)
  })
})

describe('scopes', () => {
  beforeAll(async () => {
    await giveGrant(tenant.ports, clientId, AUDIENCE, ['read:data', 'write:data'])
    await disableHooks(tenant.ports)
  })

  it.each([
    ['all that are granted when none is asked for', undefined, 'read:data write:data'],
    ['all that are granted for an empty scope', '', 'read:data write:data'],
    ['all that are granted for a scope of spaces', '  ', 'read:data write:data'],
    ['those asked for, in the order asked', 'write:data read:data', 'write:data read:data'],
    ['one of those granted', 'write:data', 'write:data'],
    ['each once', 'write:data write:data', 'write:data'],
  ])('gives %s', async (_name, scope, expected) => {
    const answer = await demoExchange(tenant, { scope })
    expect(answer.body.scope).toBe(expected)
    expect(decodeToken(answer).payload.scope).toBe(expected)
  })

  it('leaves scope out of answer and token when there is none', async () => {
    await giveGrant(tenant.ports, clientId, AUDIENCE, [])
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('scope')
    expect(decodeToken(answer).payload).not.toHaveProperty('scope')
    await giveGrant(tenant.ports, clientId, AUDIENCE, ['read:data'])
  })
})

describe('the default audience', () => {
  it('is used when a request names none, and a change counts at once', async () => {
    await editTenant(tenant.ports, { defaultAudience: AUDIENCE })
    const first = await demoExchange(tenant, { audience: undefined })
    expect(decodeToken(first).payload.aud).toBe(AUDIENCE)
    await addApi(tenant.ports, 'urn:other')
    await giveGrant(tenant.ports, clientId, 'urn:other', [])
    await editTenant(tenant.ports, { defaultAudience: 'urn:other' })
    const second = await demoExchange(tenant, { audience: undefined })
    expect(decodeToken(second).payload.aud).toBe('urn:other')
    await editTenant(tenant.ports, { defaultAudience: undefined })
  })
})

describe('token dialects', () => {
  const head = ['iss', 'sub', 'aud', 'iat', 'exp']
  it.each([
    ['access_token', 'JWT', [...head, 'gty', 'azp', 'scope']],
    ['access_token_authz', 'JWT', [...head, 'gty', 'azp', 'scope', 'permissions']],
    ['rfc9068_profile', 'at+jwt', [...head, 'client_id', 'jti', 'scope']],
    ['rfc9068_profile_authz', 'at+jwt', [...head, 'client_id', 'jti', 'scope', 'permissions']],
  ] as const)('%s', async (tokenDialect, typ, claims) => {
    await editApi(tenant.ports, AUDIENCE, { tokenDialect })
    const { header, payload } = decodeToken(await demoExchange(tenant))
    expect(header.typ).toBe(typ)
    expect(Object.keys(payload)).toEqual(claims)
    if (tokenDialect.endsWith('_authz')) expect(payload.permissions).toEqual(['read:data'])
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'access_token' })
  })

  it('gives every rfc9068 token its own jti', async () => {
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'rfc9068_profile' })
    const [one, two] = [await demoExchange(tenant), await demoExchange(tenant)]
    expect(decodeToken(one).payload.jti).not.toBe(decodeToken(two).payload.jti)
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'access_token' })
  })

  it('takes the lifetime from the API', async () => {
    await editApi(tenant.ports, AUDIENCE, { tokenLifetimeSeconds: 60 })
    const answer = await demoExchange(tenant)
    const { payload } = decodeToken(answer)
    expect(answer.body.expires_in).toBe(60)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60)
    await editApi(tenant.ports, AUDIENCE, { tokenLifetimeSeconds: 86_400 })
  })
})

interface Refusal {
  name: string
  parameters?: Record<string, unknown>
  /** Sent in place of JSON parameters. */
  form?: string
  headers?: Record<string, string>
  auth0: [status: number, error: string]
  rfc6749?: [status: number, error: string]
  description: string
  /** What the log says, when it is more than the answer. */
  reason?: string
}

const REFUSALS: Refusal[] = [
  {
    name: 'an unknown client',
    parameters: { client_id: 'nobody' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'There is no such client',
  },
  {
    name: 'a client_id that no client can have',
    parameters: { client_id: 'no/body' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'The client_id is not one that this server gives',
  },
  {
    name: 'a wrong secret',
    parameters: { client_secret: 'wrong' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'The client secret is wrong',
  },
  {
    name: 'no secret',
    parameters: { client_secret: undefined },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'No client secret was sent',
  },
  {
    name: 'an unknown audience',
    parameters: { audience: 'https://unknown.example.com/' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: 'Service not enabled within domain: https://unknown.example.com/',
  },
  {
    name: 'an audience over 600 bytes',
    parameters: { audience: 'é'.repeat(301) },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: `Service not enabled within domain: ${'é'.repeat(301)}`,
  },
  {
    name: 'an audience with control characters',
    parameters: { audience: 'urn:a\u0000b' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: 'Service not enabled within domain: urn:a\u0000b',
  },
  {
    name: 'an API without a grant',
    parameters: { audience: 'urn:ungranted' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'unauthorized_client'],
    description:
      'Client is not authorized to access "urn:ungranted". You need to create a "client-grant" associated to this API.',
  },
  {
    name: 'scopes that are not granted',
    parameters: { scope: 'write:data read:data delete:data' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_scope'],
    description: 'Client has not been granted scopes: write:data, delete:data',
  },
  {
    name: 'an API that wants HS256',
    parameters: { audience: 'urn:hs256' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description:
      'The API "urn:hs256" asks for tokens signed with HS256, which this server does not issue. Set its signing_alg to RS256.',
  },
  {
    name: 'no audience where none is the default',
    parameters: { audience: undefined },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description:
      'No audience parameter was provided, and no default audience has been configured. Send the API identifier as audience, or set default_audience in the tenant settings.',
  },
  {
    name: 'no grant_type',
    parameters: { grant_type: undefined },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: grant_type',
  },
  {
    name: 'an empty grant_type',
    parameters: { grant_type: '' },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: grant_type',
  },
  {
    name: 'no client_id',
    parameters: { client_id: undefined },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: client_id',
  },
  {
    name: 'another grant type',
    parameters: { grant_type: 'password' },
    auth0: [403, 'unsupported_grant_type'],
    rfc6749: [400, 'unsupported_grant_type'],
    description: 'Unsupported grant type: password',
  },
  {
    name: 'a parameter that is not a string',
    parameters: { client_id: 7 },
    auth0: [400, 'invalid_request'],
    description: 'Parameter client_id must be a string',
  },
  {
    name: 'audience and resource that differ',
    parameters: { resource: 'urn:other' },
    auth0: [400, 'invalid_request'],
    description: 'audience and resource name different APIs',
  },
  {
    name: 'a secret in both header and body',
    headers: { authorization: `Basic ${btoa('someone:secret')}` },
    auth0: [400, 'invalid_request'],
    description: 'The client secret was sent both in the header and in the body',
  },
  {
    name: 'a header and a body that name different clients',
    parameters: { client_secret: undefined },
    headers: { authorization: `Basic ${btoa('someone:secret')}` },
    auth0: [400, 'invalid_request'],
    description: 'The header and the body name different clients',
  },
  {
    name: 'a malformed Basic header',
    headers: { authorization: 'Basic !!!' },
    auth0: [400, 'invalid_request'],
    description: 'The Authorization header is not valid Basic credentials',
  },
  {
    name: 'a repeated form parameter',
    form: 'grant_type=client_credentials&audience=a&audience=b',
    auth0: [400, 'invalid_request'],
    description: 'Parameter audience was sent more than once',
  },
  {
    name: 'a body that is not UTF-8',
    form: 'grant_type=client_credentials',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' },
    auth0: [400, 'invalid_request'],
    description: 'The charset of the body must be UTF-8',
  },
  {
    name: 'malformed JSON',
    form: '{"grant_type":',
    headers: { 'content-type': 'application/json' },
    auth0: [400, 'invalid_request'],
    description: 'The body is not valid JSON',
  },
  {
    name: 'JSON that is not an object',
    form: '["client_credentials"]',
    headers: { 'content-type': 'application/json' },
    auth0: [400, 'invalid_request'],
    description: 'The body must be a JSON object',
  },
  {
    name: 'another content type',
    form: '<grant/>',
    headers: { 'content-type': 'text/xml' },
    auth0: [400, 'invalid_request'],
    description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
  },
  {
    name: 'a body over 64 KB',
    form: `grant_type=${'x'.repeat(64 * 1024)}`,
    auth0: [413, 'invalid_request'],
    description: 'The request body is larger than 65536 bytes',
  },
]

describe.each(['auth0', 'rfc6749'] as const)('refusals in the %s dialect', (dialect) => {
  beforeAll(async () => {
    await editTenant(tenant.ports, { oauthErrors: dialect })
    for (const identifier of ['urn:ungranted', 'urn:hs256']) {
      await addApi(tenant.ports, identifier).catch(() => undefined)
    }
    await editApi(tenant.ports, 'urn:hs256', { signingAlg: 'HS256' })
    await giveGrant(tenant.ports, clientId, 'urn:hs256', [])
    await demoExchange(tenant)
  })
  afterAll(() => editTenant(tenant.ports, { oauthErrors: 'auth0' }))

  it.each(REFUSALS)('refuses $name', async (row) => {
    const answer =
      row.form === undefined
        ? await postToken(tenant.url, demoParameters(tenant, row.parameters), row.headers)
        : await postForm(tenant.url, row.form, row.headers)
    const [status, error] = row[dialect] ?? row.auth0
    expect(answer.body).toEqual({ error, error_description: row.description })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await tenant.lastEvent()).toMatchObject({
      type: 'feccft',
      description: row.reason ?? row.description,
    })
  })

  it('refuses a client that may not use the grant type', async () => {
    await editClient(tenant.ports, clientId, { grantTypes: ['authorization_code'] })
    const answer = await demoExchange(tenant)
    await editClient(tenant.ports, clientId, { grantTypes: ['client_credentials'] })
    expect(answer.status).toBe(dialect === 'auth0' ? 403 : 400)
    expect(answer.body).toEqual({
      error: 'unauthorized_client',
      error_description: "Grant type 'client_credentials' not allowed for the client.",
    })
  })

  it('names Basic only to who tried it, and only as RFC 6749 does', async () => {
    const form = 'grant_type=client_credentials&client_id=nobody'
    const authorization = `Basic ${btoa('nobody:secret')}`
    const tried = await postForm(tenant.url, form, { authorization })
    const other = await postForm(tenant.url, `${form}&client_secret=x`)
    expect(tried.headers.get('www-authenticate')).toBe(
      dialect === 'auth0' ? null : 'Basic realm="hookmint"',
    )
    expect(other.headers.get('www-authenticate')).toBeNull()
  })
})

describe('secrets', () => {
  it('ends a secret at its retirement date, and keeps the other', async () => {
    const old = 'an old secret of at least 32 characters'
    await editClient(tenant.ports, clientId, {
      secrets: [
        { digest: digestSecret(secret) },
        { digest: digestSecret(old), retiresAt: Date.now() + 60_000 },
      ],
    })
    expect((await demoExchange(tenant, { client_secret: old })).status).toBe(200)
    await editClient(tenant.ports, clientId, {
      secrets: [
        { digest: digestSecret(secret) },
        { digest: digestSecret(old), retiresAt: Date.now() - 1 },
      ],
    })
    expect((await demoExchange(tenant, { client_secret: old })).status).toBe(401)
    expect((await demoExchange(tenant)).status).toBe(200)
  })

  it('refuses credentials in the URL', async () => {
    const response = await fetch(`${tenant.url}oauth/token?client_secret=x`, { method: 'POST' })
    expect(response.status).toBe(400)
  })

  it('never reach the log', async () => {
    await useScript(tenant.ports, 'module.exports = (c, s, a, ctx, cb) => cb(null, { scope: s })')
    await demoExchange(tenant, {}, { cookie: `session=${secret}` })
    await demoExchange(tenant, { client_secret: `${secret}x` })
    await tenant.ports.log.flush()
    const events = await tenant.ports.log.list({ take: 1000 })
    expect(events.length).toBeGreaterThan(10)
    expect(JSON.stringify(events)).not.toContain(secret)
    expect(JSON.stringify(events)).not.toContain('eyJ')
  })
})

describe('browsers', () => {
  it('may ask from any origin, without credentials', async () => {
    const preflight = await fetch(`${tenant.url}oauth/token`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const answer = await demoExchange(tenant, {}, { origin: 'https://app.example.com' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each([
    ['GET', '/oauth/token', 405],
    ['PUT', '/oauth/token', 405],
    ['POST', '/.well-known/jwks.json', 405],
    ['GET', '/nothing-here', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const response = await fetch(new URL(path, tenant.url), { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ statusCode: status })
  })
})
