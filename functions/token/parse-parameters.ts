import { type HttpRequest, MAX_TOKEN_REQUEST_BYTES } from '../core/http.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { OAuthError } from '../core/oauth-error.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** The parameters of a body by its content type; an empty body has none. */
export function parseParameters(http: HttpRequest): JsonObject {
  if (http.body.length > MAX_TOKEN_REQUEST_BYTES)
    throw OAuthError.requestTooLarge(MAX_TOKEN_REQUEST_BYTES)
  const encoding = http.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw OAuthError.invalidRequest('Content-Encoding is not supported')
  }
  const [type = '', ...attributes] = (http.headers['content-type'] ?? '').toLowerCase().split(';')
  const parse = PARSERS[type.trim()]
  if (parse === undefined) {
    if (http.body.length === 0) return {}
    throw OAuthError.invalidRequest(
      'Content-Type must be application/json or application/x-www-form-urlencoded',
    )
  }
  if (!attributes.every(isUtf8OrNoCharset)) {
    throw OAuthError.invalidRequest('The charset of the body must be UTF-8')
  }
  return parse(decode(http.body))
}

const PARSERS: Record<string, (text: string) => JsonObject> = {
  __proto__: null as never,
  'application/json': parseJson,
  'application/x-www-form-urlencoded': parseForm,
}

function isUtf8OrNoCharset(attribute: string): boolean {
  const charset = /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(attribute)?.[1]
  return charset === undefined || charset === 'utf-8' || charset === 'utf8'
}

function decode(body: Uint8Array): string {
  try {
    return UTF8.decode(body)
  } catch {
    throw OAuthError.invalidRequest('The body is not UTF-8')
  }
}

function parseJson(text: string): JsonObject {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw OAuthError.invalidRequest('The body is not valid JSON')
  }
  if (!isJsonObject(value)) throw OAuthError.invalidRequest('The body must be a JSON object')
  return value
}

function parseForm(text: string): JsonObject {
  const names = new Set<string>()
  const pairs: [string, string][] = []
  for (const [name, value] of new URLSearchParams(text)) {
    if (names.has(name)) {
      throw OAuthError.invalidRequest(`Parameter ${name.slice(0, 256)} was sent more than once`)
    }
    names.add(name)
    pairs.push([name, value])
  }
  return Object.fromEntries(pairs)
}
