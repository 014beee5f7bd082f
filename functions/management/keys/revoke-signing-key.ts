import { ManagementError } from '../../core/management-error.ts'
import type { SigningKey } from '../../core/tenant-model.ts'
import { changeSigningKeys, type SigningKeyPorts } from './change-signing-keys.ts'
import { newSigningKey } from './new-signing-key.ts'
import { readSigningKeys } from './read-signing-keys.ts'
import { isCurrent, isNext } from './rotate-signing-key.ts'

/**
 * Ends trust in a key at once and for good: it is no longer published, then disabled; revoking it
 * again finishes what was interrupted. A new next key takes the place of one revoked. Throws a 404,
 * and a 409 for the key that signs.
 */
export async function revokeSigningKey(ports: SigningKeyPorts, kid: string): Promise<void> {
  const { tenant, keys } = await readSigningKeys(ports.store)
  const known = revocable(keys, kid)
  const fresh = isNext(known)
    ? await newSigningKey(ports.keys, tenant.value.issuer, ports.clock.now())
    : undefined
  const revoke = (before: SigningKey[], now: number) => {
    const key = revocable(before, kid)
    if (fresh !== undefined && !isNext(key)) throw changedMeanwhile(kid)
    const revoked = { ...key, revokedAt: key.revokedAt ?? now }
    const others = before.filter((other) => other.kid !== kid)
    return [...others, revoked, ...(fresh ? [{ ...fresh.key, createdAt: now }] : [])]
  }
  await changeSigningKeys(ports, revoke, fresh)
  await ports.keys.disable(known.keyRef)
}

export function signingKeyNotFound(): ManagementError {
  return ManagementError.notFound('The signing key does not exist', 'inexistent_signing_key')
}

function revocable(keys: SigningKey[], kid: string): SigningKey {
  const key = keys.find((candidate) => candidate.kid === kid)
  if (key === undefined) throw signingKeyNotFound()
  if (!isCurrent(key)) return key
  throw ManagementError.conflict(
    `The signing key ${kid} is the current one: without it no token could be issued. ` +
      'Rotate first, then revoke it: POST /api/v2/keys/signing/rotate',
    'signing_key_is_current',
  )
}

function changedMeanwhile(kid: string): ManagementError {
  return ManagementError.conflict(
    `The signing key ${kid} was changed at the same time. Read it and try again.`,
  )
}
