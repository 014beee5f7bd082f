import { credentialLives, matchesCredential } from '../core/client-credential.ts'
import type { Client } from '../core/client-model.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { ClientAssertion } from './parse-client-assertion.ts'

/** How far ahead an assertion's `exp` may be. */
export const MAX_ASSERTION_SECONDS = 300
/** How far a client's clock may be ahead. */
const LEEWAY_SECONDS = 60

/**
 * The client, proven by an assertion (RFC 7523 3). What does not depend on the client comes first,
 * then a verification that takes the same time with its keys as with none. A `jti` may be used
 * again while the assertion lives: this path writes nothing. `now` in milliseconds since the epoch.
 */
export function verifyClientAssertion(
  assertion: ClientAssertion,
  client: Client | undefined,
  issuer: string,
  now: number,
): Client {
  const fault = findClaimFault(assertion, issuer, now / 1000)
  if (fault !== undefined) throw OAuthError.unauthenticated(fault)
  const keys = (client?.credentials ?? []).filter((key) => credentialLives(key, now))
  const matches = matchesCredential(keys, assertion)
  if (client === undefined) throw OAuthError.unauthenticated('There is no such client')
  if (keys.length === 0) throw OAuthError.unauthenticated('The client has no key that lives')
  if (!matches) {
    const kids = keys.map(({ kid, alg }) => `${kid} (${alg})`).join(', ')
    throw OAuthError.unauthenticated(
      `The assertion is not signed as its header says by a key of the client: ${kids}`,
    )
  }
  return client
}

function findClaimFault(
  { clientId, claims: { iss, aud, exp, nbf, iat } }: ClientAssertion,
  issuer: string,
  nowSeconds: number,
): string | undefined {
  if (iss !== clientId) return 'The assertion’s issuer (iss) is not its subject (sub)'
  const wanted: unknown[] = [issuer, `${issuer}oauth/token`]
  if (!(Array.isArray(aud) ? aud : [aud]).some((one) => wanted.includes(one))) {
    return `The assertion’s audience (aud) is neither ${wanted.join(' nor ')}`
  }
  if (typeof exp !== 'number') return 'The assertion has no expiry (exp)'
  if (exp <= nowSeconds) return 'The assertion is expired'
  if (exp > nowSeconds + MAX_ASSERTION_SECONDS) {
    return `The assertion expires (exp) more than ${MAX_ASSERTION_SECONDS} seconds from now`
  }
  const latest = nowSeconds + LEEWAY_SECONDS
  if (!isAtMost(nbf, latest)) return 'The assertion is not valid yet (nbf)'
  if (!isAtMost(iat, latest)) return 'The assertion was issued in the future (iat)'
  return undefined
}

/** Absent claims pass. */
function isAtMost(claim: unknown, latest: number): boolean {
  return claim === undefined || (typeof claim === 'number' && claim <= latest)
}
