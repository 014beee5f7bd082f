import { type CryptoKey, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { addCredential, JWT_BEARER } from '../support/key-client.ts'
import { managementClient } from '../support/management-client.ts'
import { postForm } from '../support/token-client.ts'
import { localServer } from './support/local-server.ts'

const INSECURE = { [oauth.allowInsecureRequests]: true }

const server = localServer()

describe.each(['RS256', 'PS256'] as const)('a demo application with a key for %s', (alg) => {
  let key: CryptoKey
  let kid: string
  beforeAll(async () => {
    const { client_id } = server().credentials.demo
    const api = await managementClient(server())
    const pair = await generateKeyPair(alg)
    key = pair.privateKey
    const added = await addCredential(api, client_id, await exportSPKI(pair.publicKey), { alg })
    kid = added.body.kid
  })

  const KEYS = { 'its key alone': () => key, 'key and kid': () => ({ key, kid }) }

  describe.each(['oauth2', 'oidc'] as const)('after %s discovery', (algorithm) => {
    it.each(Object.entries(KEYS))('gets its token by oauth4webapi with %s', async (_, chosen) => {
      const { client_id, audience } = server().credentials.demo
      const issuer = new URL(server().url)
      const found = await oauth.discoveryRequest(issuer, { algorithm, ...INSECURE })
      const metadata = await oauth.processDiscoveryResponse(issuer, found)
      expect(metadata.token_endpoint_auth_methods_supported).toContain('private_key_jwt')
      expect(metadata.token_endpoint_auth_signing_alg_values_supported).toContain(alg)
      const response = await oauth.clientCredentialsGrantRequest(
        metadata,
        { client_id },
        oauth.PrivateKeyJwt(chosen()),
        new URLSearchParams({ audience, scope: 'read:data' }),
        INSECURE,
      )
      const tokens = await oauth.processClientCredentialsResponse(metadata, { client_id }, response)
      expectTutorialToken(tokens.access_token, server())
    })

    it.each(Object.entries(KEYS))('gets its token by openid-client with %s', async (_, chosen) => {
      const { client_id, audience } = server().credentials.demo
      const config = await openid.discovery(
        new URL(server().url),
        client_id,
        undefined,
        openid.PrivateKeyJwt(chosen()),
        { algorithm, execute: [openid.allowInsecureRequests] },
      )
      const tokens = await openid.clientCredentialsGrant(config, { audience, scope: 'read:data' })
      expectTutorialToken(tokens.access_token, server())
    })
  })

  it('gets its token with an assertion made by jose, as in the manuals', async () => {
    const { client_id, audience } = server().credentials.demo
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg, kid })
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(server().url)
      .setIssuedAt()
      .setExpirationTime('1m')
      .setJti(crypto.randomUUID())
      .sign(key)
    const answer = await postForm(server().url, {
      grant_type: 'client_credentials',
      audience,
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
    })
    expectTutorialToken(answer.body.access_token, server())
  })

  it('is refused by name with a key that it does not have', async () => {
    const { client_id, audience } = server().credentials.demo
    const config = await openid.discovery(
      new URL(server().url),
      client_id,
      undefined,
      openid.PrivateKeyJwt((await generateKeyPair(alg)).privateKey),
      { execute: [openid.allowInsecureRequests] },
    )
    await expect(openid.clientCredentialsGrant(config, { audience })).rejects.toMatchObject({
      status: 401,
      error: 'access_denied',
      error_description: 'Unauthorized',
    })
  })
})
