import type { HookContext } from '../../hooks/runtime/contract.ts'
import { safeHeaders } from '../core/safe-headers.ts'
import type { TokenRequest } from './parse-token-request.ts'

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
