import { expect } from 'vitest'
import type { ManagementClient } from '../../support/management-client.ts'
import type { StartedServer } from '../../support/start-local.ts'
import { decodeToken, postToken, type TokenAnswer } from '../../support/token-client.ts'
import type { Auth0Sdk } from '../support/auth0-sdk.ts'

/** What the scenarios of a resource work with; call its functions within tests. */
export interface Auth0Scenario {
  server: () => StartedServer
  sdk: () => Auth0Sdk
  /** The same API through plain `fetch`: what is really stored. */
  plain: () => Promise<ManagementClient>
}

let counter = 0

/** A name that nothing else of the tests has. */
export function uniqueName(what: string): string {
  return `${what} ${++counter}`
}

export interface Credentials {
  client_id: string
  client_secret: string
}

/** A machine client, made through plain `fetch`. */
export async function createMachine(plain: ManagementClient): Promise<Credentials> {
  const name = uniqueName('machine')
  const { status, body } = await plain.post('/clients', { name, app_type: 'non_interactive' })
  expect(status).toBe(201)
  return body
}

/** A whole list through plain `fetch`. */
export async function readEvery(
  plain: ManagementClient,
  path: string,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  for (let page = 0; ; page++) {
    const { body } = await plain.get(`${path}?per_page=100&page=${page}`)
    items.push(...body)
    if (body.length < 100) return items
  }
}

/** An API, made through plain `fetch`. */
export async function createApi(
  plain: ManagementClient,
): Promise<{ id: string; identifier: string }> {
  const name = uniqueName('api')
  const { status, body } = await plain.post('/resource-servers', {
    name,
    identifier: `https://${name.replace(' ', '-')}.example.com/`,
    scopes: [{ value: 'read:data' }, { value: 'write:data' }],
  })
  expect(status).toBe(201)
  return body
}

/** A machine client with a grant for an API of its own, made through plain `fetch`. */
export async function createGrant(plain: ManagementClient, scope: string[]) {
  const [machine, api] = [await createMachine(plain), await createApi(plain)]
  const { client_id } = machine
  const audience = api.identifier
  const { status, body } = await plain.post('/client-grants', { client_id, audience, scope })
  expect(status).toBe(201)
  return { machine, api, grant: body as { id: string } }
}

/** The token endpoint's answer to a client. */
export function exchange(
  server: StartedServer,
  { client_id, client_secret }: Credentials,
  audience?: string,
): Promise<TokenAnswer> {
  const grant_type = 'client_credentials'
  return postToken(server.url, { grant_type, client_id, client_secret, audience })
}

/** The payload of the next token of a client. */
export async function nextToken(
  server: StartedServer,
  credentials: Credentials,
  audience?: string,
): Promise<Record<string, unknown>> {
  const answer = await exchange(server, credentials, audience)
  expect(answer.body).toHaveProperty('access_token')
  return decodeToken(answer).payload
}
