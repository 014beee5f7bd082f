import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editTenant } from '../../support/edit-tenant.ts'
import {
  addCredential,
  addMachine,
  JWT_BEARER,
  makeKeyPair,
  signAssertion,
} from '../../support/key-client.ts'
import { demoExchange, postToken } from '../../support/token-client.ts'
import { useManagedTenant } from '../../support/use-tenant.ts'
import { assertionParameters, exchangeAssertion } from './support/assertions.ts'

const key = makeKeyPair()
const stranger = makeKeyPair()
const large = makeKeyPair(4096)

const tenant = useManagedTenant()
let clientId: string

/** Failures of one application are counted: every block has its own. */
async function useNewClient() {
  clientId = await addMachine(tenant)
  await addCredential(tenant.api, clientId, key.pem)
}

const sign = (claims?: Record<string, unknown>, header?: { alg?: string; kid?: string }) =>
  signAssertion(tenant.url, clientId, key.privateKey, claims, header)
const fromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

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
      const answer = await exchangeAssertion(tenant, make())
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
    const answer = await postToken(
      tenant.url,
      assertionParameters(tenant, await sign(), more),
      headers,
    )
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: 'invalid_request', error_description })
    expect((await tenant.lastEvent()).description).toBe(error_description)
  })
})

it('pauses who fails twenty times, as with secrets', async () => {
  await useNewClient()
  for (let attempt = 1; attempt <= 20; attempt++)
    await exchangeAssertion(tenant, sign({}, { kid: 'wrong' }))
  expect((await exchangeAssertion(tenant, sign())).status).toBe(429)
})
