import type { HttpRequest } from '../core/http.ts'
import { CLIENT_ID } from '../core/identifiers.ts'
import type { JsonObject } from '../core/json.ts'
import { OAuthError } from '../core/oauth-error.ts'
import { parseScope } from '../core/scope.ts'
import { parseBasicCredentials } from './parse-basic-credentials.ts'
import { type ClientAssertion, JWT_BEARER, parseClientAssertion } from './parse-client-assertion.ts'
import { parseParameters } from './parse-parameters.ts'

/** How a client proves itself; never logged, never shown to hooks. */
type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'assertion'; assertion: ClientAssertion }
  | { kind: 'none' }

/** What a client asks for, read once; later steps never see the raw request. */
export interface TokenRequest {
  clientId: string
  credential: Credential
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

/**
 * JSON or form; a secret in the body or as Basic (RFC 6749 2.3.1), or an assertion (RFC 7521 4.2),
 * never two of them.
 */
export function parseTokenRequest(http: HttpRequest): TokenRequest {
  if (http.query !== '') refuseCredentialsInQuery(http.query)
  const body = parseParameters(http)
  const { client_secret, client_assertion, client_assertion_type, ...parameters } = body
  const grantType = text(body, 'grant_type')
  if (grantType === undefined) throw OAuthError.missingParameter('grant_type')
  if (grantType !== GRANT_TYPE) throw OAuthError.unsupportedGrantType(grantType.slice(0, 256))
  return {
    ...parseCredentials(http, body),
    grantType,
    audience: parseAudience(body),
    scope: parseRequestedScope(body),
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

function parseCredentials(
  http: HttpRequest,
  body: JsonObject,
): { clientId: string; credential: Credential } {
  const basic = parseBasicCredentials(http.headers.authorization)
  const clientId = text(body, 'client_id')
  const clientSecret = text(body, 'client_secret')
  const assertion = parseAssertion(body, basic !== undefined || clientSecret !== undefined)
  if (basic !== undefined && clientSecret !== undefined) {
    throw OAuthError.invalidRequest('The client secret was sent both in the header and in the body')
  }
  const proven = basic ?? assertion
  if (proven !== undefined && clientId !== undefined && clientId !== proven.clientId) {
    const where = basic === undefined ? 'assertion' : 'header'
    throw OAuthError.invalidRequest(`The ${where} and the body name different clients`)
  }
  const named = proven?.clientId ?? clientId
  if (named === undefined) throw OAuthError.missingParameter('client_id')
  if (!CLIENT_ID.test(named)) {
    throw OAuthError.unauthenticated('The client_id is not one that this server gives')
  }
  if (assertion !== undefined)
    return { clientId: named, credential: { kind: 'assertion', assertion } }
  const secret = basic?.clientSecret ?? clientSecret
  return {
    clientId: named,
    credential: secret === undefined ? { kind: 'none' } : { kind: 'secret', secret },
  }
}

function parseAssertion(body: JsonObject, hasSecret: boolean): ClientAssertion | undefined {
  const assertion = text(body, 'client_assertion')
  const type = text(body, 'client_assertion_type')
  if (assertion === undefined && type === undefined) return undefined
  if (hasSecret) {
    throw OAuthError.invalidRequest('Both a client secret and a client assertion were sent')
  }
  if (assertion === undefined) throw OAuthError.missingParameter('client_assertion')
  if (type === undefined) throw OAuthError.missingParameter('client_assertion_type')
  if (type !== JWT_BEARER) {
    throw OAuthError.invalidRequest(`client_assertion_type must be ${JWT_BEARER}`)
  }
  return parseClientAssertion(assertion)
}

/** A scope that names none is one that was not sent. */
function parseRequestedScope(body: JsonObject): string[] | undefined {
  const scope = parseScope(text(body, 'scope') ?? '')
  return scope.length === 0 ? undefined : scope
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
