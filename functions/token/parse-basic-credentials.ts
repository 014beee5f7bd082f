import { OAuthError } from '../core/oauth-error.ts'

/**
 * Client id and secret of an `Authorization: Basic` header, form-decoded (RFC 6749 2.3.1);
 * undefined when there is no such header. Other schemes are not credentials here.
 */
export function parseBasicCredentials(
  header: string | undefined,
): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^basic(?:\s+(.*))?$/is.exec(header ?? '')
  if (encoded === null) return undefined
  const pair = /^([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(encoded[1] ?? '')?.[1]
  if (pair === undefined) throw malformed()
  const decoded = Buffer.from(pair, 'base64').toString()
  const colon = decoded.indexOf(':')
  if (colon < 0) throw malformed()
  return {
    clientId: formDecode(decoded.slice(0, colon)),
    clientSecret: formDecode(decoded.slice(colon + 1)),
  }
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw malformed()
  }
}

function malformed(): OAuthError {
  return OAuthError.invalidRequest('The Authorization header is not valid Basic credentials')
}
