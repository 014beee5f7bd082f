import type { TokenRequest, TokenResponse } from './token-request.ts'

/** The request of the old tutorial, to the tenant that this page is of. */
export function tokenRequest(clientId: string, secret: string, audience: string): TokenRequest {
  return {
    url: `${location.origin}/oauth/token`,
    body: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      audience,
    },
  }
}

/** Sends the request as any application would. Throws when no answer can be read. */
export async function sendTokenRequest({ url, body }: TokenRequest): Promise<TokenResponse> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}
