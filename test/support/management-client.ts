import type { JsonObject } from '../../functions/core/json.ts'
import { postToken, type TokenServer } from './token-client.ts'

export interface ManagementAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export type ManagementClient = Awaited<ReturnType<typeof managementClient>>

/** Calls the Management API as an application with these credentials; by default the admin. */
export async function managementClient(
  server: TokenServer,
  credentials: { client_id: string; client_secret: string } = server.credentials.admin,
) {
  const issued = await postToken(server.url, {
    grant_type: 'client_credentials',
    client_id: credentials.client_id,
    client_secret: credentials.client_secret,
    audience: `${server.url}api/v2/`,
  })
  const token = String(issued.body.access_token)
  const call = (method: string, path: string, body?: JsonObject | unknown[]) =>
    callManagement(server.url, token, method, path, body)
  return {
    token,
    get: (path: string) => call('GET', path),
    post: (path: string, body: JsonObject = {}) => call('POST', path, body),
    patch: (path: string, body: JsonObject) => call('PATCH', path, body),
    put: (path: string, body: JsonObject = {}) => call('PUT', path, body),
    delete: (path: string, body?: JsonObject | unknown[]) => call('DELETE', path, body),
  }
}

/** One call, with any token. */
export async function callManagement(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: JsonObject | unknown[],
): Promise<ManagementAnswer> {
  const response = await fetch(`${url}api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}
