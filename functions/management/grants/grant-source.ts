import type { GrantProfile } from '../../core/api-model.ts'
import { CLIENT_ID } from '../../core/identifiers.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import {
  type ApiKey,
  apiRecordKey,
  clientKey,
  grantKey,
  grantProfileKey,
} from '../../core/record-keys.ts'
import { isApiIdentifier } from '../contract/resource-servers.ts'
import { type Listing, listing, listOf } from '../stored-list.ts'
import { type ListedGrant, readGrants } from './read-grants.ts'

/** Where to list grants from: all of them, a client's, an API's, or the one that both have. */
export async function grantSource(
  store: TenantStore,
  clientId: string | undefined,
  api: ApiKey | undefined,
): Promise<{ store: Listing; partition: string }> {
  const partition = grantProfileKey('').pk
  const isPossible =
    (clientId === undefined || CLIENT_ID.test(clientId)) &&
    (typeof api !== 'string' || isApiIdentifier(api))
  if (!isPossible) return { store: listOf(), partition }
  if (clientId !== undefined && api !== undefined) {
    return { store: listOf(await readGrant(store, clientId, api)), partition }
  }
  if (clientId !== undefined) return partitionSource(store, clientKey(clientId).pk)
  if (api !== undefined) return partitionSource(store, apiRecordKey(api).pk)
  return { store, partition }
}

/** The grants of a client's or an API's partition, which has only their ids, with their profiles. */
function partitionSource(store: TenantStore, partition: string) {
  const list = async ({ after, limit }: { after?: string; limit: number }) => {
    const found: ListedGrant[] = []
    let from = after
    while (found.length < limit) {
      const { grants, next } = await readGrants(store, partition, {
        after: from,
        limit: limit - found.length,
      })
      found.push(...grants)
      if (next === undefined) break
      from = next
    }
    return found
  }
  return { store: listing(list), partition }
}

async function readGrant(
  store: TenantStore,
  clientId: string,
  api: ApiKey,
): Promise<Stored<GrantProfile> | undefined> {
  const [grant] = await store.read([grantKey(clientId, api)])
  if (grant === undefined) return undefined
  const [profile] = await store.read([grantProfileKey(grant.value.id)])
  return profile
}
