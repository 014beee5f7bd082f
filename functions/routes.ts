import type { Endpoint, HttpRequest, HttpResponse } from './core/http.ts'
import { jsonResponse, MAX_MANAGEMENT_REQUEST_BYTES, MAX_TOKEN_REQUEST_BYTES } from './core/http.ts'

/** The functions of the service; each route belongs to one. */
export type EndpointName =
  | 'token'
  | 'jwks'
  | 'certificate'
  | 'openidConfiguration'
  | 'authorizationServerMetadata'
  | 'management'
  | 'site'

interface Route {
  method: 'GET' | 'POST'
  path: string
  endpoint: EndpointName
  /** Most bytes of a body that are read; an endpoint given one more refuses it. */
  maxBodyBytes: number
}

/** The one table of paths. Every route answers browsers of any origin, without credentials. */
const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/oauth/token',
    endpoint: 'token',
    maxBodyBytes: MAX_TOKEN_REQUEST_BYTES,
  },
  { method: 'GET', path: '/.well-known/jwks.json', endpoint: 'jwks', maxBodyBytes: 0 },
  { method: 'GET', path: '/pem', endpoint: 'certificate', maxBodyBytes: 0 },
  {
    method: 'GET',
    path: '/.well-known/openid-configuration',
    endpoint: 'openidConfiguration',
    maxBodyBytes: 0,
  },
  {
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    endpoint: 'authorizationServerMetadata',
    maxBodyBytes: 0,
  },
]

const BY_PATH = new Map(ROUTES.map((route) => [route.path, route]))

/** Everything below has methods, errors and limits of its own, and is for no other origin's pages. */
const MANAGEMENT = {
  prefix: '/api/v2/',
  endpoint: 'management',
  maxBodyBytes: MAX_MANAGEMENT_REQUEST_BYTES,
} as const

/**
 * The dashboard: pages and their files, for browsers that are at them and no other origin's. The bare
 * address leads there.
 */
const SITE = { path: '/dashboard', endpoint: 'site' } as const

/** Every path that is served, `{proxy+}` for what follows it, with what answers there. */
export const SERVED_PATHS: readonly { path: string; endpoint: EndpointName }[] = [
  ...ROUTES,
  { path: `${MANAGEMENT.prefix}{proxy+}`, endpoint: MANAGEMENT.endpoint },
  SITE,
  { path: `${SITE.path}/{proxy+}`, endpoint: SITE.endpoint },
]

/** How much of a body is worth reading before the request is answered. */
export function maxBodyBytes(path: string): number {
  if (path.startsWith(MANAGEMENT.prefix)) return MANAGEMENT.maxBodyBytes
  return BY_PATH.get(path)?.maxBodyBytes ?? 0
}

const PREFLIGHT_SECONDS = '86400'

/**
 * Finds the endpoint of a request and answers what no endpoint has to: 404, 405, OPTIONS, HEAD. A
 * process may serve some of the endpoints only.
 */
export async function answer(
  request: HttpRequest,
  endpoints: Partial<Record<EndpointName, Endpoint>>,
): Promise<HttpResponse> {
  const isManagement = request.path.startsWith(MANAGEMENT.prefix)
  if (isManagement && endpoints.management) return endpoints.management(request)
  if (isSite(request.path) && endpoints.site) return endpoints.site(request)
  const route = BY_PATH.get(request.path)
  const endpoint = route && endpoints[route.endpoint]
  if (route === undefined || endpoint === undefined) return notFound(request)
  if (request.method === 'OPTIONS') return preflight(route, request)
  const isHead = request.method === 'HEAD' && route.method === 'GET'
  if (request.method !== route.method && !isHead) return methodNotAllowed(route, request)
  const response = await endpoint(request)
  response.headers['access-control-allow-origin'] = '*'
  if (isHead && response.status !== 304) {
    response.headers['content-length'] = String(Buffer.byteLength(response.body))
  }
  if (isHead) response.body = ''
  return response
}

function isSite(path: string): boolean {
  return path === '/' || path === SITE.path || path.startsWith(`${SITE.path}/`)
}

function preflight(route: Route, request: HttpRequest): HttpResponse {
  return {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': allowedMethods(route),
      'access-control-allow-headers':
        request.headers['access-control-request-headers'] ?? 'authorization, content-type',
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'access-control-request-headers',
      allow: allowedMethods(route),
    },
    body: '',
  }
}

function allowedMethods(route: Route): string {
  return route.method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'
}

function notFound(request: HttpRequest): HttpResponse {
  const message = `There is nothing at ${request.path.slice(0, 256)}`
  return jsonResponse(404, { statusCode: 404, error: 'Not Found', message })
}

function methodNotAllowed(route: Route, request: HttpRequest): HttpResponse {
  const message = `${request.method} is not possible here. Use ${allowedMethods(route)}`
  return jsonResponse(
    405,
    { statusCode: 405, error: 'Method Not Allowed', message },
    { allow: allowedMethods(route), 'access-control-allow-origin': '*' },
  )
}
