import { hash, randomBytes } from 'node:crypto'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { dashboardCodeKey } from '../../core/record-keys.ts'
import type { DashboardCode } from '../../core/tenant-model.ts'

/** How long a code can be redeemed. */
export const CODE_SECONDS = 60

/** How long codes and tokens may follow on one another before somebody has to sign in again. */
export const SIGN_IN_SECONDS = 12 * 60 * 60

const CODE_BYTES = 32
/** Looked at whenever a code is made; the expired among them go. */
const MOST_SWEPT = 50

/** The key of a code's record. */
export function keyOfCode(code: string) {
  return dashboardCodeKey(hash('sha256', code, 'base64url'))
}

/**
 * Records a code that signs in as a client with these scopes: 43 characters, 256 random bits. `now`
 * in milliseconds since the epoch. Throws a 401 when the caller's own sign-in has ended.
 */
export async function createDashboardCode(
  store: TenantStore,
  caller: { clientId: string; scopes: Iterable<string>; signedInAt?: number },
  now: number,
  lifetimeSeconds = CODE_SECONDS,
): Promise<string> {
  const { clientId, scopes, signedInAt = now } = caller
  const signInEndsAt = signedInAt + SIGN_IN_SECONDS * 1000
  if (now >= signInEndsAt) throw ManagementError.signInEnded()
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const expiresAt = Math.min(now + lifetimeSeconds * 1000, signInEndsAt)
  const record: DashboardCode = { clientId, scopes: [...scopes], expiresAt, signedInAt }
  const expired = await findExpired(store, now)
  await store.transact([
    { put: keyOfCode(code), value: record, expect: 'absent' },
    ...expired.map((key) => ({ remove: key, expect: 'any' as const })),
  ])
  return code
}

async function findExpired(store: TenantStore, now: number) {
  const { pk } = dashboardCodeKey('')
  const codes = await store.list<DashboardCode>(pk, { limit: MOST_SWEPT })
  return codes.filter(({ value }) => now >= value.expiresAt).map(({ sk }) => dashboardCodeKey(sk))
}
