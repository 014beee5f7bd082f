/** Largest body of a token request. */
export const MAX_TOKEN_REQUEST_BYTES = 64 * 1024

/** Largest body of a Management API call: a script of 100 KB, escaped as JSON. */
export const MAX_MANAGEMENT_REQUEST_BYTES = 1024 * 1024

/** An HTTP request as plain data: what API Gateway and `node:http` are both translated into. */
export interface HttpRequest {
  /** Upper case. */
  method: string
  /** Without the query string, percent-encoding as sent. */
  path: string
  /** The raw query string without `?`; empty when there is none. */
  query: string
  /** Names in lower case; repeated headers joined with `, `. */
  headers: Record<string, string>
  body: Uint8Array
  /** Address of the peer. */
  ip: string
}

/** An HTTP response as plain data. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** In place of the body, encoded as `content-encoding` says. */
  bytes?: Uint8Array
}

/** Answers one kind of request; never rejects. */
export type Endpoint = (request: HttpRequest) => Promise<HttpResponse>

/** A JSON answer that no cache may keep. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  }
}
