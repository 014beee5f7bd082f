import type { GrantProfile } from '../../core/api-model.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { grantProfileKey } from '../../core/record-keys.ts'

export type ListedGrant = Stored<GrantProfile> & { sk: string }

const READ_AT_ONCE = 20
/** Before every grant's place in its partition. */
const GRANTS_BEGIN = 'G'

/**
 * The grants of a client's or an API's partition, in its order, from behind `after`; `next` is where
 * to go on, absent at the end. A grant that is removed meanwhile is left out.
 */
export async function readGrants(
  store: TenantStore,
  partition: string,
  { after = GRANTS_BEGIN, limit }: { after?: string | undefined; limit: number },
): Promise<{ grants: ListedGrant[]; next: string | undefined }> {
  const entries = await store.list<{ id: string }>(partition, { after, limit })
  const places = entries.filter(({ sk }) => isGrant(sk))
  const grants: ListedGrant[] = []
  for (let start = 0; start < places.length; start += READ_AT_ONCE) {
    const some = places.slice(start, start + READ_AT_ONCE)
    const profiles: readonly (Stored<GrantProfile> | undefined)[] = await store.read(
      some.map(({ value }) => grantProfileKey(value.id)),
    )
    for (const [index, { sk }] of some.entries()) {
      const profile = profiles[index]
      if (profile !== undefined) grants.push({ ...profile, sk })
    }
  }
  const isEnd = entries.length < limit || places.length < entries.length
  return { grants, next: isEnd ? undefined : entries.at(-1)?.sk }
}

/** All that follows the grants in their partition is of another kind. */
function isGrant(sk: string): boolean {
  return sk.startsWith('G#') || sk.startsWith('G!')
}
