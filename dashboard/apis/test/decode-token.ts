type Part = Record<string, unknown>

/** The parts of a compact JWS (RFC 7515 7.1). */
export interface DecodedToken {
  header: Part
  payload: Part
  /** What was signed, and the signature. */
  signed: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** Takes a token apart, and checks nothing. Throws when it is none. */
export function decodeToken(token: string): DecodedToken {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return {
    header: JSON.parse(new TextDecoder().decode(fromBase64url(header))),
    payload: JSON.parse(new TextDecoder().decode(fromBase64url(payload))),
    signed: new TextEncoder().encode(`${header}.${payload}`),
    signature: fromBase64url(signature),
  }
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
