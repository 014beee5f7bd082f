import type { Stored, TenantStore } from '../core/ports.ts'

type Page = { after?: string; limit: number }

/** The store, except that a page of any partition is what `list` finds. */
export function storeListing<T>(
  store: TenantStore,
  list: (page: Page) => Promise<(Stored<T> & { sk: string })[]>,
): TenantStore {
  return {
    read: (keys) => store.read(keys),
    transact: (changes) => store.transact(changes),
    list: async <R>(_partition: string, page: Page) =>
      (await list(page)) as unknown as (Stored<R> & { sk: string })[],
  }
}

/** The store, except that these are its only records to list. */
export function listOf<T>(
  store: TenantStore,
  ...records: readonly (Stored<T> | undefined)[]
): TenantStore {
  const found = records.filter((record) => record !== undefined)
  return storeListing(store, async ({ after, limit }) => {
    const begin = after === undefined ? 0 : Number(after) + 1
    return found
      .map((record, place) => ({ ...record, sk: String(place) }))
      .slice(begin, begin + limit)
  })
}
