import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import { placeOfGrant, removeGrant } from './grant-records.ts'
import { keepAnAdmin } from './keep-an-admin.ts'
import { readGrants } from './read-grants.ts'

/** Three records each, and some checks: well within one transaction. */
const GRANTS_AT_ONCE = 20

/**
 * Removes all grants of a client's or an API's partition, some at a time, as long as `condition`
 * holds of whom they belong to. If the process dies in between, the removal can be asked for again.
 * Throws a `ConflictError`, and a 409 for the last admin's: that grant is the first of its
 * partition, so that nothing is removed then.
 */
export async function removeGrants(
  store: TenantStore,
  partition: string,
  condition: Change,
): Promise<void> {
  let after: string | undefined
  for (;;) {
    const { grants, next } = await readGrants(store, partition, { after, limit: GRANTS_AT_ONCE })
    const changes: Change[] = []
    for (const { value, revision } of grants) {
      changes.push(
        ...removeGrant(placeOfGrant(value), revision),
        ...(await keepAnAdmin(store, value)),
      )
    }
    if (changes.length > 0) await store.transact([condition, ...changes])
    if (next === undefined) return
    after = next
  }
}
