import type { FirstCredentials } from '../../local/first-credentials.ts'

/** A server to talk to, and its demo application. */
export interface TokenServer {
  url: string
  credentials: FirstCredentials
}

export interface TokenAnswer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** Posts JSON to the token endpoint; `undefined` parameters are left out. */
export function postToken(
  url: string,
  parameters: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  return postBody(url, JSON.stringify(parameters), 'application/json', headers)
}

/** Posts a form to the token endpoint. */
export function postForm(
  url: string,
  form: string | Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
  return postBody(url, body, 'application/x-www-form-urlencoded', headers)
}

/** Posts a body as it is. */
export async function postBody(
  url: string,
  body: string,
  contentType: string,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const response = await fetch(`${url}oauth/token`, {
    method: 'POST',
    headers: { 'content-type': contentType, ...headers },
    body,
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}

/** The parameters of the demo application's exchange, with changes. */
export function demoParameters(
  tenant: TokenServer,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return { grant_type: 'client_credentials', ...tenant.credentials.demo, ...changes }
}

/** One exchange of the demo application. */
export function demoExchange(
  tenant: TokenServer,
  changes: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  return postToken(tenant.url, demoParameters(tenant, changes), headers)
}

/** Header and payload of a compact JWS, unverified, as JSON texts keep their order. */
export function decodeToken(answer: Pick<TokenAnswer, 'body'>): {
  header: Record<string, unknown>
  payload: Record<string, unknown>
} {
  const [header = '', payload = ''] = String(answer.body.access_token).split('.')
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { header: parse(header), payload: parse(payload) }
}
