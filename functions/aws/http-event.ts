import type { HttpRequest, HttpResponse } from '../core/http.ts'
import { maxBodyBytes } from '../routes.ts'

/** What is read of an event of API Gateway's HTTP API, payload format 2.0. */
export interface HttpEvent {
  /** Percent-decoded, contrary to its name. */
  rawPath: string
  /** As sent. */
  rawQueryString: string
  /** Names in lower case; repeated headers joined with commas. */
  headers: Record<string, string | undefined>
  cookies?: string[]
  body?: string
  isBase64Encoded: boolean
  requestContext: { http: { method: string; sourceIp: string } }
}

/** What the HTTP API makes an answer of. */
export interface HttpResult {
  statusCode: number
  headers: Record<string, string>
  body: string
  isBase64Encoded?: boolean
}

export type HttpHandler = (event: HttpEvent) => Promise<HttpResult>

/** A Lambda handler over plain requests: it translates and bounds, nothing else. */
export function createHttpHandler(
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): HttpHandler {
  return async (event) => {
    const { status, headers, body, bytes } = await answer(toHttpRequest(event))
    if (bytes === undefined) return { statusCode: status, headers, body }
    const encoded = Buffer.from(bytes).toString('base64')
    return { statusCode: status, headers, body: encoded, isBase64Encoded: true }
  }
}

/** Of a body at most one byte more than its route takes, so that the endpoint sees it was too much. */
function toHttpRequest(event: HttpEvent): HttpRequest {
  const { rawQueryString, headers, cookies, body = '', isBase64Encoded, requestContext } = event
  const path = encodePath(event.rawPath)
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  )
  return {
    method: requestContext.http.method,
    path,
    query: rawQueryString,
    headers: { ...Object.fromEntries(given), ...(cookies && { cookie: cookies.join('; ') }) },
    body: bytes.subarray(0, maxBodyBytes(path) + 1),
    ip: requestContext.http.sourceIp,
  }
}

/** The only ids with slashes are identifiers of APIs; nothing follows them in a path. */
const WITH_IDENTIFIER = /^(\/api\/v2\/resource-servers\/)(.+)$/s

/** Undoes the decoding. What was behind an encoded `?`, API Gateway has cut off. */
function encodePath(path: string): string {
  const [, before, identifier] = WITH_IDENTIFIER.exec(path) ?? []
  if (before !== undefined && identifier !== undefined) {
    return before + encodeURIComponent(identifier)
  }
  return path.split('/').map(encodeURIComponent).join('/')
}
