import type { HttpRequest } from '../core/http.ts'
import type { JsonObject } from '../core/json.ts'
import { OAuthError } from '../core/oauth-error.ts'
import { parseScope } from '../core/scope.ts'
import { parseBasicCredentials } from './parse-basic-credentials.ts'
import { parseParameters } from './parse-parameters.ts'

/** What a client asks for, read once; later steps never see the raw request. */
export interface TokenRequest {
  clientId: string
  clientSecret: string | undefined
  grantType: string
  audience: string | undefined
  /** Absent when the client asks for all that it is granted. */
  scope: string[] | undefined
  /** All parameters of the body but the credentials. */
  parameters: JsonObject
  http: HttpRequest
}

const GRANT_TYPE = 'client_credentials'
const CREDENTIALS = ['client_secret', 'client_assertion', 'client_assertion_type']
const CLIENT_ID = /^[A-Za-z0-9_-]{1,64}$/

/** JSON or form; credentials in the body or as Basic, never twice (RFC 6749 2.3.1, 4.4.2). */
export function parseTokenRequest(http: HttpRequest): TokenRequest {
  if (http.query !== '') refuseCredentialsInQuery(http.query)
  const body = parseParameters(http)
  const { client_secret, client_assertion, client_assertion_type, ...parameters } = body
  const grantType = text(body, 'grant_type')
  if (grantType === undefined) throw OAuthError.missingParameter('grant_type')
  if (grantType !== GRANT_TYPE) throw OAuthError.unsupportedGrantType(grantType.slice(0, 256))
  if (client_assertion !== undefined || client_assertion_type !== undefined) {
    throw OAuthError.invalidRequest('client_assertion is not supported. Use client_secret')
  }
  const scope = text(body, 'scope')
  return {
    ...parseCredentials(http, body),
    grantType,
    audience: parseAudience(body),
    scope: scope === undefined ? undefined : parseScope(scope),
    parameters,
    http,
  }
}

function refuseCredentialsInQuery(query: string): void {
  const parameters = new URLSearchParams(query)
  if (CREDENTIALS.some((name) => parameters.has(name))) {
    throw OAuthError.invalidRequest('Credentials must not be sent in the URL')
  }
}

function parseCredentials(http: HttpRequest, body: JsonObject) {
  const basic = parseBasicCredentials(http.headers.authorization)
  const clientId = text(body, 'client_id')
  const clientSecret = text(body, 'client_secret')
  if (basic !== undefined && clientSecret !== undefined) {
    throw OAuthError.invalidRequest('The client secret was sent both in the header and in the body')
  }
  if (basic !== undefined && clientId !== undefined && clientId !== basic.clientId) {
    throw OAuthError.invalidRequest('The header and the body name different clients')
  }
  const credentials = basic ?? { clientId, clientSecret }
  if (credentials.clientId === undefined) throw OAuthError.missingParameter('client_id')
  if (!CLIENT_ID.test(credentials.clientId)) {
    throw OAuthError.unauthenticated('The client_id is not one that this server gives')
  }
  return { clientId: credentials.clientId, clientSecret: credentials.clientSecret }
}

/** `resource` (RFC 8707) is another name of `audience`. */
function parseAudience(body: JsonObject): string | undefined {
  const audience = text(body, 'audience')
  const resource = text(body, 'resource')
  if (audience !== undefined && resource !== undefined && audience !== resource) {
    throw OAuthError.invalidRequest('audience and resource name different APIs')
  }
  return audience ?? resource
}

/** A standard parameter: a string, or absent when empty (RFC 6749 3.2). */
function text(body: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(body, name) ? body[name] : undefined
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') {
    throw OAuthError.invalidRequest(`Parameter ${name} must be a string`)
  }
  return value
}
