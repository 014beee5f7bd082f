import { randomUUID } from 'node:crypto'
import type { JsonObject } from './json.ts'
import type { TokenDialect } from './model.ts'

/** What every dialect's claims are made of. Times in seconds since the epoch. */
export interface TokenSubject {
  issuer: string
  clientId: string
  audience: string
  issuedAt: number
  expiresAt: number
  scope: string[]
}

interface Dialect {
  /** The JWS header's `typ` (RFC 9068 2.1 for `at+jwt`). */
  typ: 'JWT' | 'at+jwt'
  /** The claims between `exp` and `scope`. */
  party: (clientId: string) => JsonObject
  /** Whether the final scopes are also given as an array. */
  permissions: boolean
}

const auth0Party = (clientId: string) => ({ gty: 'client-credentials', azp: clientId })
const rfc9068Party = (clientId: string) => ({ client_id: clientId, jti: randomUUID() })

/** How the access tokens of an API look, by its `token_dialect`. */
export const TOKEN_DIALECTS: Record<TokenDialect, Dialect> = {
  access_token: { typ: 'JWT', party: auth0Party, permissions: false },
  access_token_authz: { typ: 'JWT', party: auth0Party, permissions: true },
  rfc9068_profile: { typ: 'at+jwt', party: rfc9068Party, permissions: false },
  rfc9068_profile_authz: { typ: 'at+jwt', party: rfc9068Party, permissions: true },
}

/** The claims of a token in the order that the original wrote them, the hook's claims last. */
export function tokenClaims(
  dialect: TokenDialect,
  subject: TokenSubject,
  hookClaims: JsonObject,
): JsonObject {
  const { party, permissions } = TOKEN_DIALECTS[dialect]
  return {
    iss: subject.issuer,
    sub: `${subject.clientId}@clients`,
    aud: subject.audience,
    iat: subject.issuedAt,
    exp: subject.expiresAt,
    ...party(subject.clientId),
    ...(subject.scope.length > 0 && { scope: subject.scope.join(' ') }),
    ...(permissions && { permissions: subject.scope }),
    ...hookClaims,
  }
}
