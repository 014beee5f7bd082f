import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

/** Oldest that a token may be when it is checked, in seconds: nobody answers from a store. */
const MAX_AGE_SECONDS = 300

/**
 * Verifies tokens with a server's public keys. Throws when a signature is wrong, a token is not
 * new, or the claims of the hook are not there; without `hookClaims` no claim of a hook may be.
 */
export function checkTokens(
  tokens: string[],
  publicKeys: JsonWebKey[],
  hookClaims: Record<string, unknown> | undefined,
): void {
  if (tokens.length === 0) throw new Error('There is no token to check')
  for (const token of tokens) {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const input = Buffer.from(`${header}.${payload}`)
    const isSigned = candidates(decode(header).kid, publicKeys).some((jwk) =>
      verify(
        'sha256',
        input,
        createPublicKey({ key: jwk, format: 'jwk' }),
        Buffer.from(signature, 'base64url'),
      ),
    )
    if (!isSigned) throw new Error(`None of the server's keys verifies ${token}`)
    checkClaims(decode(payload), hookClaims)
  }
}

/** The keys that a token may be signed with: the named one; all when there is no `kid`. */
function candidates(kid: unknown, keys: JsonWebKey[]): JsonWebKey[] {
  const named = keys.filter((key) => kid !== undefined && key.kid === kid)
  return named.length > 0 ? named : keys
}

function checkClaims(
  claims: Record<string, unknown>,
  hookClaims: Record<string, unknown> | undefined,
): void {
  const text = JSON.stringify(claims)
  if (!(Date.now() / 1000 - Number(claims.iat) < MAX_AGE_SECONDS)) {
    throw new Error(`A token is not new: ${text}`)
  }
  const namespaced = Object.entries(claims).filter(([name]) => /^https?:/.test(name))
  if (!isDeepStrictEqual(Object.fromEntries(namespaced), hookClaims ?? {})) {
    throw new Error(`A token has not the claims ${JSON.stringify(hookClaims ?? {})}: ${text}`)
  }
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
