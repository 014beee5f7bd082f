import { type CryptoKey, importJWK, type JWK, jwtVerify } from 'jose'
import type { TokenServer } from '../../support/token-client.ts'

/**
 * Verifies tokens as a library with a cache does: keys once read are kept, whatever becomes of
 * them, and the JWKS is read again for a `kid` that it did not have.
 */
export function createKeptKeys() {
  const kept = new Map<string, CryptoKey>()

  async function publishedKids({ url }: TokenServer): Promise<string[]> {
    const response = await fetch(`${url}.well-known/jwks.json`)
    const { keys } = (await response.json()) as { keys: (JWK & { kid: string })[] }
    for (const jwk of keys) {
      if (!kept.has(jwk.kid)) kept.set(jwk.kid, (await importJWK(jwk, 'RS256')) as CryptoKey)
    }
    return keys.map(({ kid }) => kid)
  }

  return {
    /** The `kid`s of the JWKS as it is now. */
    publishedKids,
    /** The payload. Throws for a token that is not for the API, or of no key that was ever published. */
    async verify(server: TokenServer, token: string, audience: string) {
      const options = { issuer: server.url, audience, algorithms: ['RS256'] }
      const { payload } = await jwtVerify(
        token,
        async ({ kid = '' }) => {
          if (!kept.has(kid)) await publishedKids(server)
          const key = kept.get(kid)
          if (key === undefined) throw new Error(`The key ${kid} of a token was never published`)
          return key
        },
        options,
      )
      return payload
    },
  }
}

export type KeptKeys = ReturnType<typeof createKeptKeys>
