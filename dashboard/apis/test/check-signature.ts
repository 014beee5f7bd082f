import type { DecodedToken } from './decode-token.ts'

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** What the check of a signature found. */
export interface SignatureCheck {
  verdict: 'valid' | 'invalid' | 'unchecked'
  /** One sentence for people. */
  text: string
}

/** Checks a token's RS256 signature in the page, with the tenant's published keys (RFC 7517). */
export async function checkSignature(token: DecodedToken): Promise<SignatureCheck> {
  const { kid } = token.header
  // Pages that came over plain HTTP from another machine have no WebCrypto.
  if (globalThis.crypto?.subtle === undefined) {
    return unchecked('Open the dashboard over https to have the signature checked.')
  }
  const response = await fetch('/.well-known/jwks.json', { cache: 'no-cache' })
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] }
  const jwk = keys.find((key) => key.kid === kid)
  if (jwk === undefined) return unchecked(`No published key is named ${kid}.`)
  const { kty, n, e } = jwk as { kty: string; n: string; e: string }
  const key = await crypto.subtle.importKey('jwk', { kty, n, e }, ALGORITHM, false, ['verify'])
  const isValid = await crypto.subtle.verify(ALGORITHM, key, token.signature, token.signed)
  return isValid
    ? { verdict: 'valid', text: `Checked in this page with the published key ${kid}.` }
    : { verdict: 'invalid', text: `It does not fit the published key ${kid}.` }
}

function unchecked(text: string): SignatureCheck {
  return { verdict: 'unchecked', text }
}
