// `oidc-provider`: client credentials, JWT access tokens through resource indicators, and
// `extraTokenClaims` as its hook, in process. Its own in-memory adapter.
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { announce } from './announce.ts'
import { DEMO, TOKEN_PARAMETERS } from './demo.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const provider = new Provider(DEMO.issuer, {
  clients: [
    {
      client_id: DEMO.clientId,
      client_secret: DEMO.clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
  scopes: [DEMO.scope],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: async () => ({
        scope: DEMO.scope,
        audience: DEMO.audience,
        accessTokenTTL: DEMO.tokenLifetimeSeconds,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims: async () => DEMO.claims,
})

announce(createServer(provider.callback()), {
  request: {
    path: '/token',
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ ...TOKEN_PARAMETERS, resource: DEMO.audience }).toString(),
  },
  publicKey: publicKey.export({ format: 'jwk' }),
})
