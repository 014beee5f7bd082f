import { createHash } from 'node:crypto'
import type { SigningKey } from './tenant-model.ts'

/**
 * `next` is published before it signs; `current` signs; `previous` is published until the last of
 * its tokens has expired; then it is `retired`. `revoked` ends trust at once, from any state.
 */
type SigningKeyState = 'next' | 'current' | 'previous' | 'retired' | 'revoked'

/** How long verifiers may keep the JWKS: a `next` key has to be this old before it may sign. */
export const JWKS_MAX_AGE_SECONDS = 300

/** The largest `token_lifetime` that an API may have (30 days): how long old keys stay published. */
export const LONGEST_TOKEN_LIFETIME_SECONDS = 2_592_000

/** The state of a key at a time (`now` in milliseconds since the epoch). */
export function signingKeyState(
  key: SigningKey,
  now: number,
  longestLifetimeSeconds: number,
): SigningKeyState {
  // Whoever's clock runs behind must not trust a revoked key a moment longer.
  if (key.revokedAt !== undefined) return 'revoked'
  if (key.previousSince !== undefined && key.previousSince <= now) {
    return now - key.previousSince > longestLifetimeSeconds * 1000 ? 'retired' : 'previous'
  }
  return key.currentSince !== undefined && key.currentSince <= now ? 'current' : 'next'
}

/**
 * The key that signs. To a clock that runs behind its writer's, no key may be current yet:
 * then it is the one that becomes so first. Throws an Error when there is none at all.
 */
export function currentSigningKey(keys: readonly SigningKey[], now: number): SigningKey {
  const inTurn = keys
    .filter((key) => key.revokedAt === undefined && key.currentSince !== undefined)
    .filter((key) => key.previousSince === undefined || key.previousSince > now)
    .sort((a, b) => since(a) - since(b))
  const key = inTurn.findLast((candidate) => since(candidate) <= now) ?? inTurn[0]
  if (key === undefined) {
    throw new Error(
      `None of the tenant's ${keys.length} signing keys is current. Make one: hookmint keys rotate`,
    )
  }
  return key
}

function since(key: SigningKey): number {
  return key.currentSince ?? Number.POSITIVE_INFINITY
}

const PUBLISHED: readonly SigningKeyState[] = ['current', 'next', 'previous']

/** The keys that verifiers should know, the current one first; neither revoked nor retired ones. */
export function publishedSigningKeys(
  keys: readonly SigningKey[],
  now: number,
  longestLifetimeSeconds: number,
): SigningKey[] {
  return PUBLISHED.flatMap((state) =>
    keys
      .filter((key) => signingKeyState(key, now, longestLifetimeSeconds) === state)
      .sort((a, b) => b.createdAt - a.createdAt),
  )
}

/** A public RSA key's `kid`: its SHA-256 thumbprint, base64url (RFC 7638 3). */
export function jwkThumbprint({ n, e }: { n: string; e: string }): string {
  // The required members alone, in lexicographic order, without white space.
  const members = JSON.stringify({ e, kty: 'RSA', n })
  return createHash('sha256').update(members).digest('base64url')
}
