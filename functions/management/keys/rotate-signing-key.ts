import { ManagementError } from '../../core/management-error.ts'
import { JWKS_MAX_AGE_SECONDS } from '../../core/signing-keys.ts'
import type { SigningKey } from '../../core/tenant-model.ts'
import { changeSigningKeys, type SigningKeyPorts, withSigningKeys } from './change-signing-keys.ts'
import { newSigningKey } from './new-signing-key.ts'
import { readSigningKeys } from './read-signing-keys.ts'
import { isoTime } from './show-signing-key.ts'

/** Beyond the time that verifiers keep the keys they know: for clocks that differ and documents on their way. */
export const MARGIN_SECONDS = 60

/**
 * The next key becomes current, the current one previous, and a new one next; gives the new one's
 * `kid`. Throws a 409 until every verifier can know the next key, unless `force` is set.
 */
export async function rotateSigningKey(ports: SigningKeyPorts, force: boolean): Promise<string> {
  const { tenant, keys } = await readSigningKeys(ports.store)
  const rotate = (before: SigningKey[], made: SigningKey, now: number) => {
    if (!force) refuseEarly(before, now)
    return [...handOver(before, now), { ...made, createdAt: now }]
  }
  // Refused before a key is made for nothing; an old key stands in for the new one.
  const now = ports.clock.now()
  const standIn = keys.find(isNext)
  if (standIn !== undefined) withSigningKeys(tenant.value, rotate(keys, standIn, now), now)
  const fresh = await newSigningKey(ports.keys, tenant.value.issuer, now)
  await changeSigningKeys(ports, (before, then) => rotate(before, fresh.key, then), fresh)
  return fresh.key.kid
}

/** Whether a key waits for its turn. By its times alone: writers' clocks differ. */
export function isNext({ currentSince, revokedAt }: SigningKey): boolean {
  return currentSince === undefined && revokedAt === undefined
}

/** Whether no key has followed on this one. */
export function isCurrent({ currentSince, previousSince, revokedAt }: SigningKey): boolean {
  return currentSince !== undefined && previousSince === undefined && revokedAt === undefined
}

/** A tenant without a next key keeps the one that signs. */
function handOver(keys: SigningKey[], now: number): SigningKey[] {
  const next = keys.find(isNext)
  if (next === undefined) return keys
  return keys.map((key) => {
    if (key.kid === next.kid) return { ...key, currentSince: now }
    return isCurrent(key) ? { ...key, previousSince: now } : key
  })
}

function refuseEarly(keys: SigningKey[], now: number): void {
  const next = keys.find(isNext)
  if (next === undefined) return
  const possibleAt = next.createdAt + (JWKS_MAX_AGE_SECONDS + MARGIN_SECONDS) * 1000
  if (now >= possibleAt) return
  throw ManagementError.conflict(
    `The next signing key has been published since ${isoTime(next.createdAt)}, and verifiers may ` +
      `keep the keys they know for ${JWKS_MAX_AGE_SECONDS} seconds. Rotate from ` +
      `${isoTime(possibleAt)} on, or now with force: true if tokens may be refused until then.`,
    'next_signing_key_too_new',
  )
}
