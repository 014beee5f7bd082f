import type {
  DashboardCodeAnswer,
  DashboardTokenAnswer,
} from '../../functions/management/contract/answers.ts'

const TOKEN_PATH = '/oauth/token'

/** Why somebody could not sign in, in words for them. */
export class SignInError extends Error {
  override name = 'SignInError'
}

/** Redeems a one-time code. Throws `SignInError`. */
export function redeemCode(code: string): Promise<DashboardTokenAnswer> {
  return post<DashboardTokenAnswer>('/api/v2/dashboard-codes/redeem', { code })
}

/** Makes a code with a token, and redeems it: the next token of the same sign-in. */
export async function renewToken(token: string): Promise<DashboardTokenAnswer> {
  const { code } = await post<DashboardCodeAnswer>('/api/v2/dashboard-codes', {}, token)
  return redeemCode(code)
}

/** Signs in as an application by its secret, which is not kept. Throws `SignInError`. */
export async function exchangeSecret(
  clientId: string,
  clientSecret: string,
): Promise<DashboardTokenAnswer> {
  const { access_token } = await post<{ access_token: string }>(TOKEN_PATH, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: `${location.origin}/api/v2/`,
  })
  return renewToken(access_token)
}

async function post<T>(path: string, body: object, token?: string): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, string>
  if (!response.ok) {
    const said = answer.message ?? answer.error_description ?? `Status ${response.status}`
    // In the words of the wire, which must not tell which of the two it is.
    const isWrong = path === TOKEN_PATH && response.status === 401
    throw new SignInError(isWrong ? 'The client ID or the secret is wrong.' : said)
  }
  return answer as T
}
