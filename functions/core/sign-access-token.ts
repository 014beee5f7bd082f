import type { JsonObject } from './json.ts'
import type { TokenSigner } from './ports/token-signer.ts'
import { currentSigningKey } from './signing-keys.ts'
import type { Tenant } from './tenant-model.ts'
import { accessTokenClaims, type TokenParties, tokenType } from './token-claims.ts'

/** A compact JWS (RFC 7515) and what the response says of it. */
export interface IssuedToken {
  accessToken: string
  scope: string[]
  lifetimeSeconds: number
}

/** Signs with the tenant's current key; `now` in milliseconds since the epoch. */
export async function signAccessToken(
  signer: TokenSigner,
  parties: TokenParties & { tenant: Pick<Tenant, 'signingKeys'> },
  token: { scope: string[]; claims: JsonObject },
  now: number,
): Promise<IssuedToken> {
  const { tenant, api } = parties
  const key = currentSigningKey(tenant.signingKeys, now)
  const claims = accessTokenClaims(parties, token, now)
  const header = encodedHeader(tokenType(api.tokenDialect), key.kid)
  const signingInput = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  const signature = await signer.sign(key.keyRef, signingInput)
  return {
    accessToken: `${signingInput}.${Buffer.from(signature).toString('base64url')}`,
    scope: token.scope,
    lifetimeSeconds: api.tokenLifetimeSeconds,
  }
}

const headers = new Map<string, string>()

/** The JWS header of a key is the same for every token: encoded once. */
function encodedHeader(typ: string, kid: string): string {
  const name = `${typ} ${kid}`
  let header = headers.get(name)
  if (header === undefined) {
    header = Buffer.from(JSON.stringify({ typ, alg: 'RS256', kid })).toString('base64url')
    headers.set(name, header)
  }
  return header
}
