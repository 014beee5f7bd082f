import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editTenant, useScript } from '../../support/edit-tenant.ts'
import {
  addCredential,
  addMachine,
  JWT_BEARER,
  makeKeyPair,
  signAssertion,
} from '../../support/key-client.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange, postForm, postToken } from '../../support/token-client.ts'

const SECRET = 'a secret of at least 32 characters'
const key = makeKeyPair()
const stranger = makeKeyPair()
const large = makeKeyPair(4096)

let tenant: ServedTenant
let api: ManagementClient
let clientId: string
let kid: string
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())

/** Failures of one application are counted: every block has its own. */
async function useNewClient(alg = 'RS256') {
  clientId = await addMachine(tenant, SECRET)
  kid = (await addCredential(api, clientId, key.pem, { alg })).body.kid
}

function parameters(client_assertion: unknown, more: Record<string, unknown> = {}) {
  const { audience } = tenant.credentials.demo
  const assertion = { client_assertion_type: JWT_BEARER, client_assertion }
  return { grant_type: 'client_credentials', audience, ...assertion, ...more }
}

async function exchange(assertion: unknown, more?: Record<string, unknown>) {
  return postToken(tenant.url, parameters(await assertion, more))
}

const sign = (claims?: Record<string, unknown>, header?: { alg?: string; kid?: string }) =>
  signAssertion(tenant.url, clientId, key.privateKey, claims, header)
const fromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('an assertion', () => {
  beforeAll(() => useNewClient())

  it('gets a token, in JSON and as a form', async () => {
    const answer = await exchange(sign())
    expect(answer.body).toMatchObject({ scope: 'read:data extra', token_type: 'Bearer' })
    expect(decodeToken(answer).payload).toMatchObject({ azp: clientId, gty: 'client-credentials' })
    const form = parameters(await sign()) as Record<string, string>
    expect((await postForm(tenant.url, form)).status).toBe(200)
    expect(await tenant.lastEvent()).toMatchObject({ type: 'seccft', client_id: clientId })
  })

  it.each<[string, () => Promise<string>]>([
    ['the token endpoint as audience', () => sign({ aud: `${tenant.url}oauth/token` })],
    ['the issuer among its audiences', () => sign({ aud: ['urn:other', tenant.url] })],
    ['the kid of its key', () => sign({}, { kid })],
    ['five minutes to live', () => sign({ exp: fromNow(300) })],
    ['a clock that is a little ahead', () => sign({ iat: fromNow(50), nbf: fromNow(50) })],
    ['neither iat nor jti', () => sign({ iat: undefined, jti: undefined })],
    ['members that nobody asked for', () => sign({ deep: { a: [null] } }, { kid })],
  ])('may have %s', async (_, make) => {
    expect((await exchange(make())).status).toBe(200)
  })

  it('may come with the same client_id, and twice', async () => {
    const assertion = await sign()
    for (const more of [{}, { client_id: clientId }]) {
      expect((await exchange(assertion, more)).status).toBe(200)
    }
  })

  it.each(['RS256', 'RS384', 'PS256'])('may be signed with %s', async (alg) => {
    await useNewClient(alg)
    expect((await exchange(sign({}, { alg }))).status).toBe(200)
  })

  it('never reaches the hook or the log', async () => {
    await useNewClient()
    await useScript(
      tenant.ports,
      `module.exports = (c, s, a, context, cb) =>
        cb(null, { 'https://foo.com/seen': JSON.stringify(context) })`,
    )
    const assertion = await sign()
    const answer = await exchange(assertion)
    await exchange(`${assertion}x`)
    const { payload } = decodeToken(answer)
    expect(payload['https://foo.com/seen']).not.toContain('client_assertion')
    await tenant.ports.log.flush()
    const logged = JSON.stringify(await tenant.ports.log.list({ take: 1000 }))
    expect(logged).not.toContain('eyJ')
    expect(logged).not.toContain(assertion.split('.')[2])
  })
})

describe('a change of keys', () => {
  it('takes both keys, with kid or without, and each until it ends or goes', async () => {
    await useNewClient()
    const path = `/clients/${clientId}/credentials`
    const [first] = (await api.get(path)).body
    await addCredential(api, clientId, large.pem)
    const withLarge = () => signAssertion(tenant.url, clientId, large.privateKey)
    expect((await exchange(sign())).status).toBe(200)
    expect((await exchange(withLarge())).status).toBe(200)
    await api.patch(`${path}/${first.id}`, { expires_at: '2020-01-01T00:00:00Z' })
    expect((await exchange(sign())).status).toBe(401)
    await api.patch(`${path}/${first.id}`, { expires_at: null })
    expect((await exchange(sign({}, { kid }))).status).toBe(200)
    await api.delete(`${path}/${first.id}`)
    expect((await exchange(sign())).status).toBe(401)
    expect((await exchange(withLarge())).status).toBe(200)
  })

  it('leaves the secret until the application says private_key_jwt', async () => {
    const secret = () => ({
      ...parameters(undefined, { client_id: clientId, client_secret: SECRET }),
      client_assertion_type: undefined,
    })
    for (const change of [
      { token_endpoint_auth_method: 'private_key_jwt' },
      {
        token_endpoint_auth_method: null,
        client_authentication_methods: { private_key_jwt: { credentials: [] } },
      },
    ]) {
      await useNewClient()
      expect((await postToken(tenant.url, secret())).status).toBe(200)
      await api.patch(`/clients/${clientId}`, change)
      const refused = await postToken(tenant.url, secret())
      expect(refused.status).toBe(401)
      expect(refused.body.error_description).toBe('Unauthorized')
      expect((await tenant.lastEvent()).description).toBe(
        'The client may only use private_key_jwt, not a secret',
      )
      expect((await exchange(sign())).status).toBe(200)
      const back = {
        token_endpoint_auth_method: 'client_secret_post',
        client_authentication_methods: null,
      }
      await api.patch(`/clients/${clientId}`, back)
      expect((await postToken(tenant.url, secret())).status).toBe(200)
    }
  })
})

/** What is wrong, how it is made, and what the log says of it. */
type Row = [name: string, make: () => unknown, reason: string | RegExp]

const MALFORMED: Row[] = [
  ['no JWT', () => 'x', 'The assertion is not a signed JWT'],
  ['an encrypted JWT', () => 'a.b.c.d.e', 'The assertion is not a signed JWT'],
  ['no signature', async () => `${(await sign()).replace(/[^.]+$/, '')}`, /not a signed JWT/],
  ['over 8 KB', () => sign({ more: 'x'.repeat(8192) }), 'The assertion is larger than 8192 bytes'],
  ['a header that is no JSON', () => 'e30x.e30.e30', 'The assertion’s header is not JSON'],
  [
    'a payload that is no JSON',
    () => `${encode({})}._w.e30`,
    'The assertion’s payload is not JSON',
  ],
  ['an array as payload', () => `${encode({})}.W10.e30`, /payload is not a JSON object/],
  ['alg none', () => `${encode({ alg: 'none' })}.e30.e30`, /not signed with RS256, RS384, PS256/],
  ['alg HS256', () => `${encode({ alg: 'HS256' })}.e30.e30`, /not signed with RS256/],
  ['alg ES256', () => `${encode({ alg: 'ES256' })}.e30.e30`, /not signed with RS256/],
  ['no alg', () => 'e30.e30.e30', /not signed with RS256/],
  ['crit', () => `${encode({ alg: 'RS256', crit: ['b64'] })}.e30.e30`, /critical headers \(crit\)/],
  ['a kid of 7', () => `${encode({ alg: 'RS256', kid: 7 })}.e30.e30`, /kid is no text/],
  ['no sub', () => sign({ sub: undefined }), 'The assertion has no subject (sub)'],
  ['a sub that no client can have', () => sign({ sub: 'a/b' }), /not one that this server gives/],
]

const CLAIMS: Row[] = [
  ['no iss', () => sign({ iss: undefined }), /issuer \(iss\) is not its subject/],
  ['another iss', () => sign({ iss: 'another' }), /issuer \(iss\) is not its subject/],
  ['no aud', () => sign({ aud: undefined }), /audience \(aud\) is neither http.*oauth\/token$/],
  ['another aud', () => sign({ aud: 'https://other.example.com/' }), /audience \(aud\)/],
  ['the issuer without its slash', () => sign({ aud: tenant.url.slice(0, -1) }), /\(aud\)/],
  ['no exp', () => sign({ exp: undefined }), 'The assertion has no expiry (exp)'],
  ['an exp that is a text', () => sign({ exp: `${fromNow(60)}` }), /no expiry/],
  ['an exp that has passed', () => sign({ exp: fromNow(0) }), 'The assertion is expired'],
  ['over five minutes to live', () => sign({ exp: fromNow(302) }), /more than 300 seconds from/],
  ['an nbf to come', () => sign({ nbf: fromNow(90) }), 'The assertion is not valid yet (nbf)'],
  ['an iat to come', () => sign({ iat: fromNow(90) }), /issued in the future \(iat\)/],
  ['an iat that is null', () => sign({ iat: null }), /issued in the future \(iat\)/],
]

const UNSIGNED =
  /^The assertion is not signed as its header says by a key of the client: \S+ \(RS256\)$/
const SIGNATURES: Row[] = [
  ['another key', () => signAssertion(tenant.url, clientId, stranger.privateKey), UNSIGNED],
  ['a longer key', () => signAssertion(tenant.url, clientId, large.privateKey), UNSIGNED],
  ['another kid', () => sign({}, { kid: 'another' }), UNSIGNED],
  ['another alg than the key’s', () => sign({}, { alg: 'PS256' }), UNSIGNED],
  [
    'a changed payload',
    async () => {
      const [header, , signature] = (await sign()).split('.')
      const aud = tenant.url
      const changed = encode({ iss: clientId, sub: clientId, aud, exp: fromNow(99) })
      return `${header}.${changed}.${signature}`
    },
    UNSIGNED,
  ],
  ['a cut signature', async () => (await sign()).slice(0, -8), UNSIGNED],
  ['no key at all', () => nobodys('without-keys'), 'The client has no key that lives'],
  ['no such client', () => nobodys('nobody-at-all'), 'There is no such client'],
]

function nobodys(name: string): Promise<string> {
  const id = name === 'without-keys' ? tenant.credentials.demo.client_id : name
  return signAssertion(tenant.url, id, key.privateKey)
}

describe.each(['auth0', 'rfc6749'] as const)('refusals in the %s dialect', (dialect) => {
  beforeAll(async () => {
    await editTenant(tenant.ports, { oauthErrors: dialect })
    await demoExchange(tenant)
  })
  afterAll(() => editTenant(tenant.ports, { oauthErrors: 'auth0' }))

  describe.each(Object.entries({ MALFORMED, CLAIMS, SIGNATURES }))('%s', (_, rows) => {
    beforeAll(() => useNewClient())

    it.each(rows)('%s: Unauthorized, and the log says why', async (_, make, reason) => {
      const answer = await exchange(make())
      expect(answer.status).toBe(401)
      const error = dialect === 'auth0' ? 'access_denied' : 'invalid_client'
      expect(answer.body).toEqual({ error, error_description: 'Unauthorized' })
      expect(answer.headers.get('www-authenticate')).toBeNull()
      const event = await tenant.lastEvent()
      expect(event.type).toBe('feccft')
      if (typeof reason === 'string') expect(event.description).toBe(reason)
      else expect(event.description).toMatch(reason)
    })
  })

  const BOTH = 'Both a client secret and a client assertion were sent'
  it.each<[string, Record<string, unknown>, Record<string, string>, string]>([
    ['a secret beside it', { client_secret: 'x' }, {}, BOTH],
    ['Basic beside it', {}, { authorization: `Basic ${btoa('a:b')}` }, BOTH],
    [
      'no type',
      { client_assertion_type: undefined },
      {},
      'Missing required parameter: client_assertion_type',
    ],
    [
      'another type',
      { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
      {},
      `client_assertion_type must be ${JWT_BEARER}`,
    ],
    [
      'a type alone',
      { client_assertion: undefined },
      {},
      'Missing required parameter: client_assertion',
    ],
    ['an object', { client_assertion: {} }, {}, 'Parameter client_assertion must be a string'],
    [
      'another client_id',
      { client_id: 'another' },
      {},
      'The assertion and the body name different clients',
    ],
  ])('%s: invalid_request', async (_, more, headers, error_description) => {
    const answer = await postToken(tenant.url, parameters(await sign(), more), headers)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: 'invalid_request', error_description })
    expect((await tenant.lastEvent()).description).toBe(error_description)
  })
})

it('pauses who fails twenty times, as with secrets', async () => {
  await useNewClient()
  for (let attempt = 1; attempt <= 20; attempt++) await exchange(sign({}, { kid: 'wrong' }))
  expect((await exchange(sign())).status).toBe(429)
})
