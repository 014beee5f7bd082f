import type { Clock } from '../functions/core/ports/clock.ts'
import type { TenantStore } from '../functions/core/ports/tenant-store.ts'
import { loadCaller } from '../functions/management/authenticate-caller.ts'
import { createDashboardCode } from '../functions/management/dashboard-codes/create-dashboard-code.ts'
import type { FirstCredentials } from './first-credentials.ts'

/** Longer than a code that a command opens at once: somebody has to read this one first. */
const LINK_MINUTES = 10

/**
 * Where the dashboard is, with a code that signs in the admin application, once. Without the code,
 * and then with a client id and secret, when its owner has removed it or its credentials.
 */
export async function dashboardLink(
  url: string,
  credentials: FirstCredentials | undefined,
  { store, clock }: { store: TenantStore; clock: Clock },
): Promise<{ address: string; note: string }> {
  const address = `${url}dashboard/`
  const clientId = credentials?.admin.client_id ?? ''
  const { client, grant } = clientId === '' ? {} : await loadCaller(store, clientId)
  if (client === undefined || grant === undefined) return { address, note: '' }
  const caller = { clientId, scopes: grant.scope }
  const code = await createDashboardCode(store, caller, clock.now(), LINK_MINUTES * 60)
  return { address: `${address}#${code}`, note: `opens once, within ${LINK_MINUTES} minutes` }
}
