/** A refused call, as the Management API worded it. */
export class ManagementApiError extends Error {
  override name = 'ManagementApiError'
  readonly status: number
  readonly errorCode: string | undefined
  /** Of a 429 or 503. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    message: string,
    more: { errorCode?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.status = status
    this.errorCode = more.errorCode
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

/** The tenant did not answer, or what answered was none. */
export class UnreachableError extends Error {
  override name = 'UnreachableError'
}

/** How calls reach a tenant. */
export interface Transport {
  /** The tenant's address with the trailing slash. */
  url: string
  /** An access token of the Management API; `renew`: the one before was not taken. */
  getToken(renew: boolean): Promise<string>
  fetch?: typeof fetch
  headers?: Record<string, string>
}

type QueryValue = string | number | boolean | undefined

/** One call; `path` is below `/api/v2`, its parts percent-encoded. */
export interface ManagementRequest {
  query?: Record<string, QueryValue> | undefined
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/**
 * Calls the Management API and gives the answer's JSON, undefined when it has none; a token that is
 * refused is renewed once. Throws `ManagementApiError` and `UnreachableError`.
 */
export async function callManagementApi(
  transport: Transport,
  method: string,
  path: string,
  request: ManagementRequest = {},
): Promise<unknown> {
  for (const renew of [false, true]) {
    const token = await transport.getToken(renew)
    const { response, text } = await send(transport, token, method, path, request)
    if (response.status === 401 && !renew) continue
    const answer = readJson(text, response, transport.url)
    if (response.ok) return answer
    throw refusal(response, answer)
  }
  return undefined
}

async function send(
  transport: Transport,
  token: string,
  method: string,
  path: string,
  { query = {}, body, headers, signal }: ManagementRequest,
): Promise<{ response: Response; text: string }> {
  const { fetch: send = fetch } = transport
  const url = new URL(`api/v2${path}`, transport.url)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  try {
    const response = await send(url, {
      method,
      headers: {
        ...transport.headers,
        ...headers,
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new UnreachableError(`${transport.url} does not answer`, { cause })
  }
}

function readJson(text: string, response: Response, url: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    const what = `${url} answered ${response.status} with what is no JSON`
    throw new UnreachableError(`${what}: is it a Hookmint tenant?`, { cause })
  }
}

function refusal(response: Response, answer: unknown): ManagementApiError {
  const { message, errorCode } = Object(answer) as { message?: string; errorCode?: string }
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ManagementApiError(response.status, message ?? `Status ${response.status}`, {
    ...(errorCode !== undefined && { errorCode }),
    ...(Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter }),
  })
}
