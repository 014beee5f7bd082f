import { type Endpoint, type HttpRequest, type HttpResponse, jsonResponse } from '../core/http.ts'
import type { SiteFile, SiteFiles } from './site-files.ts'

const BASE = '/dashboard/'
const PAGE = 'index.html'

/** What the page may do: load from here, speak to here, and nothing else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** `GET /dashboard/…`: the dashboard's files, and its page for every other path. */
export function createSiteEndpoint(loadFiles: () => Promise<SiteFiles>): Endpoint {
  return async (http) => {
    if (http.method !== 'GET' && http.method !== 'HEAD') return methodNotAllowed(http)
    if (!http.path.startsWith(BASE)) {
      // Another program may be at this address tomorrow: the bare one is not moved for good.
      const status = http.path === '/' ? 302 : 308
      return { status, headers: { location: BASE, ...SECURITY_HEADERS }, body: '' }
    }
    try {
      const files = await loadFiles()
      const path = http.path.slice(BASE.length)
      const file = files.get(path) ?? (isAsset(path) ? undefined : files.get(PAGE))
      return file === undefined ? notFound(http) : respond(http, file)
    } catch (error) {
      console.error(error)
      return jsonResponse(500, { statusCode: 500, error: 'Internal Server Error' })
    }
  }
}

/** Files, unlike pages, are there or not. */
function isAsset(path: string): boolean {
  return path.startsWith('assets/')
}

function respond(http: HttpRequest, file: SiteFile): HttpResponse {
  const etag = `W/"${file.sha}"`
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    'content-type': file.contentType,
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag,
  }
  const known = (http.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim())
  if (known.includes(etag)) return { status: 304, headers, body: '' }
  const isCompressed = /\bgzip\b/.test(http.headers['accept-encoding'] ?? '')
  const bytes = isCompressed ? file.gzip : Buffer.from(file.text)
  headers['content-length'] = String(bytes.length)
  if (isCompressed) headers['content-encoding'] = 'gzip'
  if (http.method === 'HEAD') return { status: 200, headers, body: '' }
  return isCompressed
    ? { status: 200, headers, body: '', bytes }
    : { status: 200, headers, body: file.text }
}

function notFound({ path }: HttpRequest): HttpResponse {
  const message = `There is nothing at ${path.slice(0, 256)}`
  const answer = { statusCode: 404, error: 'Not Found', message }
  return jsonResponse(404, answer, SECURITY_HEADERS)
}

function methodNotAllowed({ method }: HttpRequest): HttpResponse {
  const message = `${method} is not possible here. Use GET or HEAD`
  const answer = { statusCode: 405, error: 'Method Not Allowed', message }
  return jsonResponse(405, answer, { ...SECURITY_HEADERS, allow: 'GET, HEAD' })
}
