import { randomUUID } from 'node:crypto'
import type { Api, TokenDialect } from './api-model.ts'
import type { Client } from './client-model.ts'
import type { JsonObject } from './json.ts'
import type { Tenant } from './tenant-model.ts'

/** Whose token it is, and what for. */
export interface TokenParties {
  tenant: Pick<Tenant, 'issuer'>
  client: Pick<Client, 'clientId'>
  api: Pick<Api, 'identifier' | 'tokenDialect' | 'tokenLifetimeSeconds'>
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
const TOKEN_DIALECTS: Record<TokenDialect, Dialect> = {
  access_token: { typ: 'JWT', party: auth0Party, permissions: false },
  access_token_authz: { typ: 'JWT', party: auth0Party, permissions: true },
  rfc9068_profile: { typ: 'at+jwt', party: rfc9068Party, permissions: false },
  rfc9068_profile_authz: { typ: 'at+jwt', party: rfc9068Party, permissions: true },
}

/** The JWS header's `typ` of an API's access tokens. */
export function tokenType(dialect: TokenDialect): Dialect['typ'] {
  return TOKEN_DIALECTS[dialect].typ
}

/**
 * The claims of a token issued at `now`, in milliseconds since the epoch: in the order that the
 * original wrote them, the hook's claims last.
 */
export function accessTokenClaims(
  { tenant, client, api }: TokenParties,
  { scope, claims }: { scope: string[]; claims: JsonObject },
  now: number,
): JsonObject {
  const { party, permissions } = TOKEN_DIALECTS[api.tokenDialect]
  const issuedAt = Math.floor(now / 1000)
  return {
    iss: tenant.issuer,
    sub: `${client.clientId}@clients`,
    aud: api.identifier,
    iat: issuedAt,
    exp: issuedAt + api.tokenLifetimeSeconds,
    ...party(client.clientId),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
    ...(permissions && { permissions: scope }),
    ...claims,
  }
}
