import { expect } from 'vitest'
import type { ManagementClient } from '../../../../support/management-client.ts'

export const GRANTS = '/client-grants'
export const AUDIENCE = 'https://api.example.com/'

export interface Credentials {
  client_id: string
  client_secret: string
}

/** A new machine client without grants. */
export async function createClient(
  api: ManagementClient,
  given: Record<string, string> = {},
): Promise<Credentials> {
  const body = { name: 'm', app_type: 'non_interactive', ...given }
  return (await api.post('/clients', body)).body
}

/** Grants a client these scopes of an API. */
export async function grant(
  api: ManagementClient,
  { client_id }: Credentials,
  scope: string[],
  audience = AUDIENCE,
) {
  const { status, body } = await api.post(GRANTS, { client_id, audience, scope })
  expect(status).toBe(201)
  return body
}

/** The path that lists grants by these parameters. */
export function grantsBy(parameters: Record<string, string>): string {
  return `${GRANTS}?${new URLSearchParams(parameters)}`
}
