import { ClientCredentials } from 'simple-oauth2'
import { describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { localServer } from './support/local-server.ts'

const server = localServer()

describe('simple-oauth2', () => {
  it.each([
    { authorizationMethod: 'header', bodyFormat: 'form' },
    { authorizationMethod: 'header', bodyFormat: 'json' },
    { authorizationMethod: 'body', bodyFormat: 'form' },
    { authorizationMethod: 'body', bodyFormat: 'json' },
  ] as const)(
    'obtains the token of the tutorial with $authorizationMethod and $bodyFormat',
    async (options) => {
      const { client_id, client_secret, audience } = server().credentials.demo
      const client = new ClientCredentials({
        client: { id: client_id, secret: client_secret },
        auth: { tokenHost: server().url },
        options,
      })
      const accessToken = await client.getToken({ audience, scope: ['read:data'] })
      expectTutorialToken(accessToken.token.access_token, server())
      expect(accessToken.token).toMatchObject({
        scope: 'read:data extra',
        token_type: 'Bearer',
        expires_in: 86_400,
      })
      expect(accessToken.expired(86_000)).toBe(false)
      expect(accessToken.expired(86_401)).toBe(true)
    },
  )

  it('needs no configuration but client and host', async () => {
    const { client_id, client_secret, audience } = server().credentials.demo
    const client = new ClientCredentials({
      client: { id: client_id, secret: client_secret },
      auth: { tokenHost: server().url },
    })
    expectTutorialToken((await client.getToken({ audience })).token.access_token, server())
  })
})
