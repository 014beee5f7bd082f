import type { GrantProfile } from '../../core/api-model.ts'
import type { Client } from '../../core/client-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { ManagementScope } from '../../core/management-scopes.ts'
import type { Change, Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { apiRecordKey, clientKey, grantProfileKey, SYSTEM_API } from '../../core/record-keys.ts'
import { type ListedGrant, readGrants } from './read-grants.ts'

const ADMIN_SCOPE: ManagementScope = 'create:client_grants'
const READ_AT_ONCE = 20

/**
 * Throws a 409 when, with this grant removed (or left with `scopeAfter`), nobody could create grants
 * any more: the tenant would have locked its owner out.
 * Whoever writes must put the returned checks into the same transaction, and condition it on the
 * grant's revision: of two who remove the last two admins at the same time, one then fails.
 */
export async function keepAnAdmin(
  store: TenantStore,
  grant: GrantProfile,
  scopeAfter: readonly string[] = [],
): Promise<Change[]> {
  if (!isAdmin(grant) || scopeAfter.includes(ADMIN_SCOPE)) return []
  const { pk } = apiRecordKey(SYSTEM_API)
  let after: string | undefined
  for (;;) {
    const { grants, next } = await readGrants(store, pk, { after, limit: READ_AT_ONCE })
    const checks = await findAdmin(
      store,
      grants.filter(({ value }) => value.id !== grant.id && isAdmin(value)),
    )
    if (checks !== undefined) return checks
    if (next === undefined) break
    after = next
  }
  throw ManagementError.conflict(
    `The grant ${grant.id} of the client ${grant.clientId} is the last grant that may manage grants (${ADMIN_SCOPE}). Give another client that scope first.`,
  )
}

/** The checks that one of these grants still is an admin's, whose client can get tokens. */
async function findAdmin(
  store: TenantStore,
  grants: readonly ListedGrant[],
): Promise<Change[] | undefined> {
  if (grants.length === 0) return undefined
  const clients: readonly (Stored<Client> | undefined)[] = await store.read(
    grants.map(({ value }) => clientKey(value.clientId)),
  )
  for (const [index, { value, revision }] of grants.entries()) {
    const client = clients[index]
    if (!client?.value.grantTypes.includes('client_credentials')) continue
    return [
      { check: grantProfileKey(value.id), expect: revision },
      { check: clientKey(value.clientId), expect: client.revision },
    ]
  }
  return undefined
}

function isAdmin({ isSystem, properties }: GrantProfile): boolean {
  return isSystem && ((properties.scope as string[] | undefined) ?? []).includes(ADMIN_SCOPE)
}
