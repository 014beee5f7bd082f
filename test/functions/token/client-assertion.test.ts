import { beforeAll, describe, expect, it } from 'vitest'
import { useScript } from '../../support/edit-tenant.ts'
import { addCredential, addMachine, makeKeyPair, signAssertion } from '../../support/key-client.ts'
import { decodeToken, postForm, postToken } from '../../support/token-client.ts'
import { useManagedTenant } from '../../support/use-tenant.ts'
import { assertionParameters, exchangeAssertion } from './support/assertions.ts'

const SECRET = 'a secret of at least 32 characters'
const key = makeKeyPair()
const large = makeKeyPair(4096)

const tenant = useManagedTenant()
let clientId: string
let kid: string

/** Failures of one application are counted: every block has its own. */
async function useNewClient(alg = 'RS256') {
  clientId = await addMachine(tenant, SECRET)
  kid = (await addCredential(tenant.api, clientId, key.pem, { alg })).body.kid
}

const sign = (claims?: Record<string, unknown>, header?: { alg?: string; kid?: string }) =>
  signAssertion(tenant.url, clientId, key.privateKey, claims, header)
const fromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

describe('an assertion', () => {
  beforeAll(() => useNewClient())

  it('gets a token, in JSON and as a form', async () => {
    const answer = await exchangeAssertion(tenant, sign())
    expect(answer.body).toMatchObject({ scope: 'read:data extra', token_type: 'Bearer' })
    expect(decodeToken(answer).payload).toMatchObject({ azp: clientId, gty: 'client-credentials' })
    const form = assertionParameters(tenant, await sign()) as Record<string, string>
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
    expect((await exchangeAssertion(tenant, make())).status).toBe(200)
  })

  it('may come with the same client_id, and twice', async () => {
    const assertion = await sign()
    for (const more of [{}, { client_id: clientId }]) {
      expect((await exchangeAssertion(tenant, assertion, more)).status).toBe(200)
    }
  })

  it.each(['RS256', 'RS384', 'PS256'])('may be signed with %s', async (alg) => {
    await useNewClient(alg)
    expect((await exchangeAssertion(tenant, sign({}, { alg }))).status).toBe(200)
  })

  it('never reaches the hook or the log', async () => {
    await useNewClient()
    await useScript(
      tenant.ports,
      `module.exports = (c, s, a, context, cb) =>
        cb(null, { 'https://foo.com/seen': JSON.stringify(context) })`,
    )
    const assertion = await sign()
    const answer = await exchangeAssertion(tenant, assertion)
    await exchangeAssertion(tenant, `${assertion}x`)
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
    const [first] = (await tenant.api.get(path)).body
    await addCredential(tenant.api, clientId, large.pem)
    const withLarge = () => signAssertion(tenant.url, clientId, large.privateKey)
    expect((await exchangeAssertion(tenant, sign())).status).toBe(200)
    expect((await exchangeAssertion(tenant, withLarge())).status).toBe(200)
    await tenant.api.patch(`${path}/${first.id}`, { expires_at: '2020-01-01T00:00:00Z' })
    expect((await exchangeAssertion(tenant, sign())).status).toBe(401)
    await tenant.api.patch(`${path}/${first.id}`, { expires_at: null })
    expect((await exchangeAssertion(tenant, sign({}, { kid }))).status).toBe(200)
    await tenant.api.delete(`${path}/${first.id}`)
    expect((await exchangeAssertion(tenant, sign())).status).toBe(401)
    expect((await exchangeAssertion(tenant, withLarge())).status).toBe(200)
  })

  it('leaves the secret until the application says private_key_jwt', async () => {
    const secret = () => ({
      ...assertionParameters(tenant, undefined, { client_id: clientId, client_secret: SECRET }),
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
      await tenant.api.patch(`/clients/${clientId}`, change)
      const refused = await postToken(tenant.url, secret())
      expect(refused.status).toBe(401)
      expect(refused.body.error_description).toBe('Unauthorized')
      expect((await tenant.lastEvent()).description).toBe(
        'The client may only use private_key_jwt, not a secret',
      )
      expect((await exchangeAssertion(tenant, sign())).status).toBe(200)
      const back = {
        token_endpoint_auth_method: 'client_secret_post',
        client_authentication_methods: null,
      }
      await tenant.api.patch(`/clients/${clientId}`, back)
      expect((await postToken(tenant.url, secret())).status).toBe(200)
    }
  })
})
