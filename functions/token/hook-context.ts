import type { HookContext } from '../../hooks/runtime/contract.ts'
import type { TokenRequest } from './parse-token-request.ts'

/** Headers that carry credentials; a hook never sees them. */
const WITHHELD = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-amz-security-token',
  'x-api-key',
])
const MAX_HEADER_CHARACTERS = 8 * 1024

/** The documented `context` of a hook, from the request without its credentials. */
export function hookContext({ http, parameters }: TokenRequest): HookContext {
  const userAgent = http.headers['user-agent'] ?? ''
  return {
    ip: http.ip,
    userAgent,
    body: parameters,
    headers: safeHeaders(http.headers),
    request: {
      ip: http.ip,
      userAgent,
      query: http.query === '' ? {} : Object.fromEntries(new URLSearchParams(http.query)),
      body: parameters,
    },
  }
}

function safeHeaders(headers: Record<string, string>): Record<string, string> {
  const safe: Record<string, string> = {}
  let room = MAX_HEADER_CHARACTERS
  for (const name in headers) {
    const value = headers[name] ?? ''
    room -= name.length + value.length
    if (room < 0) break
    if (!WITHHELD.has(name)) safe[name] = value
  }
  return safe
}
