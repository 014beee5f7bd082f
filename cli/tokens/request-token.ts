import { UnreachableError } from '../../functions/management/contract/management-transport.ts'
import { CliError } from '../cli-error.ts'
import { sendRequest } from '../session/send-request.ts'

/** An answer of the token endpoint. */
export interface TokenAnswer {
  access_token: string
  token_type: string
  /** Seconds. */
  expires_in: number
  scope?: string
}

export interface TokenRequest {
  client_id: string
  client_secret: string
  audience?: string | undefined
  /** Space-separated. */
  scope?: string | undefined
}

/** One client credentials exchange. A refusal throws `CliError` with what the endpoint said. */
export async function requestToken(url: string, request: TokenRequest): Promise<TokenAnswer> {
  const { response, text } = await post(new URL('oauth/token', url), request)
  const answer = readAnswer(text, response, url)
  if (response.ok) return answer as unknown as TokenAnswer
  const { error, error_description } = answer as { error?: string; error_description?: string }
  const isServers = response.status === 429 || response.status >= 500
  const isWho = error === 'access_denied' || error === 'invalid_client'
  throw new CliError(
    isServers ? 'server_error' : isWho ? 'not_authorized' : 'bad_request',
    `${url} gives no token to ${request.client_id}: ${error ?? response.status}${error_description ? ` (${error_description})` : ''}`,
    {
      hint: 'hookmint explain tells why it ended so.',
    },
  )
}

async function post(url: URL, request: TokenRequest) {
  try {
    const response = await sendRequest(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', ...request }),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    throw new UnreachableError(`${url.origin}/ does not answer`, { cause })
  }
}

function readAnswer(text: string, response: Response, url: string): object {
  try {
    return Object(JSON.parse(text))
  } catch (cause) {
    const what = `${url}oauth/token answered ${response.status} with what is no JSON`
    throw new UnreachableError(`${what}: is it a Hookmint tenant?`, { cause })
  }
}
