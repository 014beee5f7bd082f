import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ClientSecret } from './client-model.ts'

export const SECRET_BYTES = 48
const NO_SECRET = digestSecret('')

/** A new secret: 64 characters, 384 random bits. */
export function generateSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/**
 * SHA-256, base64url. A slow hash would defend guessable passwords; these are random and long,
 * and every exchange pays for the comparison.
 */
export function digestSecret(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/**
 * Whether the secret is one of those that live at `now` (milliseconds since the epoch).
 * Takes the same time for a wrong secret as for a client without any.
 */
export function matchesSecret(
  secrets: readonly ClientSecret[],
  given: string,
  now: number,
): boolean {
  const digest = Buffer.from(digestSecret(given))
  let matches = false
  for (let place = 0; place < Math.max(secrets.length, 1); place++) {
    const secret = secrets[place]
    const equal = timingSafeEqual(digest, Buffer.from(secret?.digest ?? NO_SECRET))
    const lives = secret !== undefined && (secret.retiresAt === undefined || now < secret.retiresAt)
    matches = (equal && lives) || matches
  }
  return matches
}
