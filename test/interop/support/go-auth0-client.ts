import type { StartedServer } from '../../support/start-local.ts'
import { postForm } from '../../support/token-client.ts'

interface GoAnswer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body?: any
}

const INFO = { name: 'go-auth0', version: '1.0.0', env: { go: 'go1.21.5' } }

/**
 * Calls the Management API as go-auth0 v1 does: its token comes from a form with the credentials in
 * the header (golang.org/x/oauth2 tries that first), and a call without a payload has no body.
 */
export async function goAuth0Client(server: StartedServer) {
  const { client_id, client_secret } = server.credentials.admin
  const basic = [client_id, client_secret].map(encodeURIComponent).join(':')
  const form = { audience: `${server.url}api/v2/`, grant_type: 'client_credentials' }
  const issued = await postForm(server.url, form, {
    authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
  })
  const headers = {
    authorization: `Bearer ${issued.body.access_token}`,
    'auth0-client': Buffer.from(JSON.stringify(INFO)).toString('base64'),
    'user-agent': 'Go-Auth0/1.0.0',
    'accept-encoding': 'gzip',
  }
  return async (method: string, path: string, payload?: object): Promise<GoAnswer> => {
    const answer = await fetch(`${server.url}api/v2/${path}`, {
      method,
      headers: {
        ...headers,
        ...(payload !== undefined && { 'content-type': 'application/json' }),
      },
      // Go's encoder ends the JSON with a newline.
      ...(payload !== undefined && { body: `${JSON.stringify(payload)}\n` }),
    })
    const text = await answer.text()
    return { status: answer.status, ...(text !== '' && { body: JSON.parse(text) }) }
  }
}
