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

/** The store, except that its only record to list is this one, if any. */
export function listOf<T>(store: TenantStore, record: Stored<T> | undefined): TenantStore {
  return storeListing(store, async ({ after }) =>
    record === undefined || after !== undefined ? [] : [{ ...record, sk: 'only' }],
  )
}
