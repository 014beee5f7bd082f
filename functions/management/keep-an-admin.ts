import { ManagementError } from '../core/management-error.ts'
import type { ManagementScope } from '../core/management-scopes.ts'
import type { GrantProfile } from '../core/model.ts'
import type { TenantStore } from '../core/ports.ts'
import { apiGrantKey, grantProfileKey, SYSTEM_API } from '../core/record-keys.ts'

const ADMIN_SCOPE: ManagementScope = 'create:client_grants'
const READ_AT_ONCE = 20

/**
 * Throws a 409 when, without a client's grant for the Management API, nobody could create grants
 * any more: the tenant would have locked its owner out.
 */
export async function keepAnAdmin(store: TenantStore, clientId: string): Promise<void> {
  let after = 'G'
  let isAdmin = false
  for (;;) {
    const { pk } = apiGrantKey(SYSTEM_API, clientId)
    const entries = await store.list<{ id: string }>(pk, { after, limit: READ_AT_ONCE })
    const grants = entries.filter(({ sk }) => sk.startsWith('G#'))
    if (grants.length > 0) {
      const profiles = await store.read(grants.map(({ value }) => grantProfileKey(value.id)))
      for (const profile of profiles) {
        const grant = profile?.value as GrantProfile | undefined
        if (!(grant?.properties.scope as string[] | undefined)?.includes(ADMIN_SCOPE)) continue
        if (grant?.clientId !== clientId) return
        isAdmin = true
      }
    }
    const last = entries.at(-1)
    if (last === undefined) break
    after = last.sk
  }
  if (isAdmin) {
    throw ManagementError.conflict(
      `This is the last grant that may manage grants (${ADMIN_SCOPE}). Give another client that scope first.`,
    )
  }
}
