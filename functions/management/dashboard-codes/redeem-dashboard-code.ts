import { ConflictError } from '../../core/errors.ts'
import type { FailureLimit } from '../../core/failure-limit.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import type { RecordKey } from '../../core/record-keys.ts'
import type { DashboardCode } from '../../core/tenant-model.ts'
import { type Caller, grantedOf, loadCaller } from '../authenticate-caller.ts'
import { keyOfCode } from './create-dashboard-code.ts'

/** Wrong codes from one address. */
export const WRONG_CODES = { maxFailures: 5, windowMs: 60_000, pauseMs: 60_000 }

/**
 * Takes a code, once, and gives whom it signs in, with what their grant allows by now. Throws a 400
 * for any code that is not right, a 429 for all codes of an address that sent too many of those.
 */
export async function redeemDashboardCode(
  { store, clock, wrongCodes }: { store: TenantStore; clock: Clock; wrongCodes: FailureLimit },
  { code, ip }: { code: string; ip: string },
): Promise<Caller> {
  const now = clock.now()
  if (wrongCodes.pausedFor(ip, now) > 0) throw ManagementError.tooManyCodes()
  const key = keyOfCode(code)
  const [found] = await store.read([key])
  const isLive = found !== undefined && now < found.value.expiresAt
  const caller = isLive ? await identify(store, found.value) : undefined
  if (caller !== undefined && (await take(store, key, found?.revision))) return caller
  wrongCodes.note(ip, now)
  throw ManagementError.invalidCode()
}

/** Whoever removes the record has the code; everyone else had a wrong one. */
async function take(
  store: TenantStore,
  key: RecordKey<DashboardCode>,
  revision = 0,
): Promise<boolean> {
  try {
    await store.transact([{ remove: key, expect: revision }])
    return true
  } catch (error) {
    if (error instanceof ConflictError) return false
    throw error
  }
}

/** Undefined when the client or its grant is gone. */
async function identify(
  store: TenantStore,
  { clientId, scopes, signedInAt }: DashboardCode,
): Promise<Caller | undefined> {
  const { tenant, client, grant } = await loadCaller(store, clientId)
  if (client === undefined || grant === undefined) return undefined
  const granted = grantedOf(grant, scopes)
  return { clientId, clientName: client.name, scopes: granted, tenant, signedInAt }
}
