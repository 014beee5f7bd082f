import type { GrantProfile } from '../core/model.ts'
import type { Stored, TenantStore } from '../core/ports.ts'
import { grantProfileKey } from '../core/record-keys.ts'
import { placeOfGrant, removeGrant } from './grant-records.ts'

/** Three records each: well within one transaction. */
const GRANTS_AT_ONCE = 20

/**
 * Removes all grants of a client's or an API's partition, some at a time. What has them is removed
 * by its caller afterwards: if the process dies in between, the removal can be asked for again.
 */
export async function removeGrants(store: TenantStore, partition: string): Promise<void> {
  for (;;) {
    const entries = await store.list<{ id: string }>(partition, {
      after: GRANTS_BEGIN,
      limit: GRANTS_AT_ONCE,
    })
    const grants = entries.filter(({ sk }) => isGrant(sk))
    if (grants.length === 0) return
    const profiles = await store.read(grants.map(({ value }) => grantProfileKey(value.id)))
    const places = (profiles as (Stored<GrantProfile> | undefined)[]).flatMap((profile) =>
      profile === undefined ? [] : [placeOfGrant(profile.value)],
    )
    await store.transact(places.flatMap(removeGrant))
  }
}

/** Before every grant's place in its partition. */
const GRANTS_BEGIN = 'G'

function isGrant(sk: string): boolean {
  return sk.startsWith('G#') || sk.startsWith('G!')
}
