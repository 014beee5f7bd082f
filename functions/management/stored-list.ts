import type { Stored, TenantStore } from '../core/ports/tenant-store.ts'

/** Where records are listed from: the store, or what stands for a partition of it. */
export type Listing = Pick<TenantStore, 'list'>

type Page = { after?: string; limit: number }

/** A listing of what `list` finds, whatever the partition. */
export function listing<T>(list: (page: Page) => Promise<(Stored<T> & { sk: string })[]>): Listing {
  return {
    list: async <R>(_partition: string, page: Page) =>
      (await list(page)) as unknown as (Stored<R> & { sk: string })[],
  }
}

/** A listing of these records, as far as they are there. */
export function listOf<T>(...records: readonly (Stored<T> | undefined)[]): Listing {
  const found = records.filter((record) => record !== undefined)
  return listing(async ({ after, limit }) => {
    const begin = after === undefined ? 0 : Number(after) + 1
    return found
      .map((record, place) => ({ ...record, sk: String(place) }))
      .slice(begin, begin + limit)
  })
}
