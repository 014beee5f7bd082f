import { ManagementError } from '../../core/management-error.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { SigningKeys } from '../../core/ports/signing-keys.ts'
import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import { signingKeyCertificateKey, tenantKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS, publishedSigningKeys } from '../../core/signing-keys.ts'
import type { SigningKey, Tenant } from '../../core/tenant-model.ts'
import { tenantRoomBytes } from '../tenant/tenant-room.ts'
import type { NewSigningKey } from './new-signing-key.ts'
import { byEnd, readSigningKeys, type SigningKeyRecords } from './read-signing-keys.ts'
import { isoTime, publishedUntil } from './show-signing-key.ts'

export interface SigningKeyPorts {
  store: TenantStore
  keys: SigningKeys
  clock: Clock
}

/** How many retired and revoked keys are remembered. */
const REMEMBERED = 20

/**
 * Writes what `change` makes of all keys, in one transaction. The tenant lists those that verifiers
 * should know; the others leave it, and their certificates' records remember them. A `fresh` key
 * that does not become the tenant's is disabled again.
 */
export async function changeSigningKeys(
  ports: SigningKeyPorts,
  change: (keys: SigningKey[], now: number) => SigningKey[],
  fresh?: NewSigningKey,
): Promise<void> {
  const { store, clock } = ports
  try {
    await retryConflicts(async () => {
      const before = await readSigningKeys(store)
      // What was reported as a conflict had been written.
      if (before.keys.some(({ kid }) => kid === fresh?.key.kid)) return
      const now = clock.now()
      const after = change(before.keys, now)
      const tenant = withSigningKeys(before.tenant.value, after, now)
      const ended = after.filter((key) => !tenant.signingKeys.includes(key)).sort(byEnd)
      await disableRetired(ports.keys, before.tenant.value, ended)
      await store.transact([
        { put: tenantKey, value: tenant, expect: before.tenant.revision },
        ...rememberEnded(before, ended),
        ...(fresh?.changes ?? []),
      ])
    })
  } catch (error) {
    // Only a refusal is certain to have written nothing; what remains then is an unused key.
    if (error instanceof ManagementError && fresh) {
      await ports.keys.disable(fresh.key.keyRef).catch(() => {})
    }
    throw error
  }
}

/** A retired key signs nothing any more: ended first, so that a crash in between leaves none. */
async function disableRetired(
  keys: SigningKeys,
  { signingKeys }: Tenant,
  ended: readonly SigningKey[],
): Promise<void> {
  const retired = ended.filter(
    ({ kid, revokedAt }) =>
      revokedAt === undefined && signingKeys.some((listed) => listed.kid === kid),
  )
  await Promise.all(retired.map(({ keyRef }) => keys.disable(keyRef)))
}

/** Changes for the keys whose end is new, and for those that ended too long ago. */
function rememberEnded({ certificates }: SigningKeyRecords, ended: readonly SigningKey[]) {
  return ended.flatMap((key, i): Change[] => {
    const record = certificates.get(key.kid)
    if (record === undefined) return []
    const { value, revision } = record
    const place = signingKeyCertificateKey(key.kid)
    if (i >= REMEMBERED) return [{ remove: place, expect: revision }]
    if (value.ended !== undefined && value.ended.revokedAt === key.revokedAt) return []
    return [{ put: place, value: { ...value, ended: key }, expect: revision }]
  })
}

/** The tenant with those keys that verifiers should know. Throws a 409 when they do not fit. */
export function withSigningKeys(before: Tenant, keys: readonly SigningKey[], now: number): Tenant {
  const signingKeys = publishedSigningKeys(keys, now, LONGEST_TOKEN_LIFETIME_SECONDS)
  const tenant: Tenant = { ...before, signingKeys }
  const grows = signingKeys.length > before.signingKeys.length
  if (!grows || tenantRoomBytes(tenant) >= 0) return tenant
  const oldest = signingKeys.findLast((key) => key.previousSince !== undefined)
  if (oldest === undefined) throw ManagementError.conflict('The tenant has no room for another key')
  throw ManagementError.conflict(
    'The tenant has no room for another signing key while tokens of previous ones may be valid. ' +
      `The oldest, ${oldest.kid}, retires ${isoTime(publishedUntil(oldest))}. ` +
      `To end its tokens now and then rotate: PUT /api/v2/keys/signing/${oldest.kid}/revoke`,
    'too_many_signing_keys',
  )
}
