import { ASSERTION_ALGS, type SignedText } from '../core/client-credential.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { OAuthError } from '../core/oauth-error.ts'

/** The one `client_assertion_type` there is (RFC 7523 2.2). */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const MAX_ASSERTION_BYTES = 8 * 1024
const PARTS = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A JWT that a client made to prove itself, read and not yet believed. */
export interface ClientAssertion extends SignedText {
  /** Its subject, which has to be the client. */
  clientId: string
  claims: JsonObject
}

/** Reads a compact JWS (RFC 7515 7.1); what is wrong with it is for the log alone. */
export function parseClientAssertion(assertion: string): ClientAssertion {
  if (Buffer.byteLength(assertion) > MAX_ASSERTION_BYTES) {
    throw refused(`The assertion is larger than ${MAX_ASSERTION_BYTES} bytes`)
  }
  const [, header, payload, signature] = PARTS.exec(assertion) ?? []
  if (header === undefined || payload === undefined || signature === undefined) {
    throw refused('The assertion is not a signed JWT')
  }
  const { alg, kid, crit } = parsePart(header, 'header')
  const claims = parsePart(payload, 'payload')
  const known = ASSERTION_ALGS.find((name) => name === alg)
  if (known === undefined) {
    throw refused(`The assertion is not signed with ${ASSERTION_ALGS.join(', ')}`)
  }
  if (crit !== undefined) throw refused('The assertion has critical headers (crit)')
  if (kid !== undefined && typeof kid !== 'string') throw refused('The assertion’s kid is no text')
  if (typeof claims.sub !== 'string') throw refused('The assertion has no subject (sub)')
  return {
    clientId: claims.sub,
    claims,
    alg: known,
    kid,
    signingInput: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

function parsePart(part: string, name: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(UTF8.decode(Buffer.from(part, 'base64url')))
  } catch {
    throw refused(`The assertion’s ${name} is not JSON`)
  }
  if (!isJsonObject(value)) throw refused(`The assertion’s ${name} is not a JSON object`)
  return value
}

function refused(reason: string): OAuthError {
  return OAuthError.unauthenticated(reason)
}
