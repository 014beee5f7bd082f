import { createHash } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '../core/http.ts'
import { JWKS_MAX_AGE_SECONDS } from '../core/signing-keys.ts'

/** A document that anyone may keep for a while, or 304 for who has it already (RFC 9110 13.1.2). */
export function publicDocument(
  request: HttpRequest,
  contentType: string,
  body: string,
): HttpResponse {
  const tag = createHash('sha256').update(body).digest('base64url')
  const headers = {
    etag: `"${tag}"`,
    'cache-control': `public, max-age=${JWKS_MAX_AGE_SECONDS}`,
  }
  if (hasTag(request.headers['if-none-match'], tag)) return { status: 304, headers, body: '' }
  return { status: 200, headers: { 'content-type': contentType, ...headers }, body }
}

/** Weak comparison (RFC 9110 8.8.3.2): `W/` makes no difference. */
function hasTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  return [...ifNoneMatch.matchAll(/"([^"]*)"/g)].some(([, opaque]) => opaque === tag)
}
