import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { localServer } from './support/local-server.ts'

const INSECURE = { [oauth.allowInsecureRequests]: true }

const server = localServer()

async function discover(algorithm: 'oauth2' | 'oidc') {
  const issuer = new URL(server().url)
  const response = await oauth.discoveryRequest(issuer, { algorithm, ...INSECURE })
  return oauth.processDiscoveryResponse(issuer, response)
}

async function exchange(
  algorithm: 'oauth2' | 'oidc',
  authenticate: (secret: string) => oauth.ClientAuth,
  parameters: Record<string, string>,
) {
  const { demo } = server().credentials
  const authorizationServer = await discover(algorithm)
  const client = { client_id: demo.client_id }
  const response = await oauth.clientCredentialsGrantRequest(
    authorizationServer,
    client,
    authenticate(demo.client_secret),
    new URLSearchParams(parameters),
    INSECURE,
  )
  return oauth.processClientCredentialsResponse(authorizationServer, client, response)
}

describe('oauth4webapi', () => {
  describe.each(['oauth2', 'oidc'] as const)('after %s discovery', (algorithm) => {
    it('knows where tokens and keys are', async () => {
      expect(await discover(algorithm)).toMatchObject({
        issuer: server().url,
        token_endpoint: `${server().url}oauth/token`,
        jwks_uri: `${server().url}.well-known/jwks.json`,
        grant_types_supported: ['client_credentials'],
      })
    })

    it.each([
      ['ClientSecretPost', oauth.ClientSecretPost],
      ['ClientSecretBasic', oauth.ClientSecretBasic],
    ] as const)('obtains the token of the tutorial with %s', async (_, authenticate) => {
      const { audience } = server().credentials.demo
      const result = await exchange(algorithm, authenticate, { audience })
      expectTutorialToken(result.access_token, server())
      expect(result).toMatchObject({
        expires_in: 86_400,
        scope: 'read:data extra',
        token_type: 'bearer',
      })
    })
  })

  it('may name the API as resource (RFC 8707) and ask for a scope', async () => {
    const { audience } = server().credentials.demo
    const parameters = { resource: audience, scope: 'read:data' }
    const result = await exchange('oauth2', oauth.ClientSecretBasic, parameters)
    expectTutorialToken(result.access_token, server())
  })
})
