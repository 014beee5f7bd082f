import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { ClientCredentials } from 'simple-oauth2'
import { expect } from 'vitest'
import type { TokenServer } from '../../support/token-client.ts'

/** An exchange of the demo application, right or wrong. */
export interface Attempt {
  secret: string
  authentication: 'body' | 'header'
  audience: string
  scope: string
}

/** What the server answered, as a library's own error tells it. */
interface Told {
  status: number
  error: string
  error_description: string
}

interface Library {
  attempt(tenant: TokenServer, attempt: Attempt): Promise<unknown>
  /** Throws when it is not the library's error for a refused exchange. */
  read(error: unknown): Told
}

const AUTHENTICATION = { body: oauth.ClientSecretPost, header: oauth.ClientSecretBasic }

export const LIBRARIES = {
  oauth4webapi: {
    async attempt(tenant, { secret, authentication, ...parameters }) {
      const issuer = new URL(tenant.url)
      const insecure = { [oauth.allowInsecureRequests]: true }
      const server = await oauth.processDiscoveryResponse(
        issuer,
        await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
      )
      const application = { client_id: tenant.credentials.demo.client_id }
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        application,
        AUTHENTICATION[authentication](secret),
        new URLSearchParams(parameters),
        insecure,
      )
      return oauth.processClientCredentialsResponse(server, application, response)
    },
    read: readResponseBodyError,
  },
  'openid-client': {
    async attempt(tenant, { secret, authentication, ...parameters }) {
      const config = await client.discovery(
        new URL(tenant.url),
        tenant.credentials.demo.client_id,
        undefined,
        AUTHENTICATION[authentication](secret),
        { execute: [client.allowInsecureRequests] },
      )
      return client.clientCredentialsGrant(config, parameters)
    },
    read: readResponseBodyError,
  },
  'simple-oauth2': {
    attempt(tenant, { secret, authentication, ...parameters }) {
      const application = new ClientCredentials({
        client: { id: tenant.credentials.demo.client_id, secret },
        auth: { tokenHost: tenant.url },
        options: { authorizationMethod: authentication },
      })
      return application.getToken(parameters)
    },
    read(error) {
      expect(error).toMatchObject({ isBoom: true, data: { isResponseError: true } })
      const boom = error as {
        output: { statusCode: number }
        data: { payload: Omit<Told, 'status'> }
      }
      return { status: boom.output.statusCode, ...boom.data.payload }
    },
  },
} satisfies Record<string, Library>

function readResponseBodyError(thrown: unknown): Told {
  expect(thrown).toBeInstanceOf(oauth.ResponseBodyError)
  const { status, error, error_description = '' } = thrown as oauth.ResponseBodyError
  return { status, error, error_description }
}

/** What the library throws when the right exchange is changed so that it must be refused. */
export function refused(
  library: Library,
  tenant: TokenServer,
  changes: Partial<Attempt>,
): Promise<unknown> {
  const { client_secret, audience } = tenant.credentials.demo
  const right = {
    secret: client_secret,
    audience,
    authentication: 'body',
    scope: 'read:data',
  } as const
  return library.attempt(tenant, { ...right, ...changes }).then(
    () => expect.fail('The exchange should have been refused'),
    (error) => error,
  )
}
