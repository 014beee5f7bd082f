import type { JsonObject } from '../core/json.ts'
import type { ListQuery } from './contract/list-query.ts'
import { pickFields } from './pick-fields.ts'
import type { Listing } from './stored-list.ts'

const DEFAULT_PER_PAGE = 50
const READ_AT_ONCE = 500

export interface ListSource<T> {
  store: Listing
  partition: string
  /** What callers see of a record. */
  show: (record: T) => JsonObject
  /** Keeps every record when absent. */
  matches?: (record: T) => boolean
}

/**
 * A page of a partition in the original's shapes: a plain array, or with `include_totals` or
 * checkpoints an object with exactly one array property. The first page and checkpoints read what
 * they return; later pages also what they skip.
 */
export async function listRecords<T>(
  source: ListSource<T>,
  arrayName: string,
  query: ListQuery,
): Promise<JsonObject | JsonObject[]> {
  const show = (record: T) => pickFields(source.show(record), query)
  if (query.take !== undefined || query.from !== undefined) {
    const { records, more } = await collect(
      source,
      query.from || undefined,
      query.take ?? DEFAULT_PER_PAGE,
    )
    const last = records.at(-1)
    return {
      [arrayName]: records.map(({ value }) => show(value)),
      ...(more && last !== undefined && { next: last.sk }),
    }
  }
  const limit = query.per_page ?? DEFAULT_PER_PAGE
  const start = (query.page ?? 0) * limit
  const { records, more } = await collect(source, undefined, start + limit)
  const page = records.slice(start).map(({ value }) => show(value))
  if (!query.include_totals) return page
  const total = more ? await countAll(source) : records.length
  return { start, limit, total, [arrayName]: page }
}

interface Collected<T> {
  records: { sk: string; value: T }[]
  /** Whether there is a further match. */
  more: boolean
}

/** Up to `wanted` matching records behind a place. */
async function collect<T>(
  { store, partition, matches }: ListSource<T>,
  from: string | undefined,
  wanted: number,
): Promise<Collected<T>> {
  const records: { sk: string; value: T }[] = []
  let after = from
  for (;;) {
    const limit =
      matches === undefined ? Math.min(wanted + 1 - records.length, READ_AT_ONCE) : READ_AT_ONCE
    const found = await store.list<T>(partition, { ...(after !== undefined && { after }), limit })
    for (const { sk, value } of found) {
      if (matches !== undefined && !matches(value)) continue
      if (records.length === wanted) return { records, more: true }
      records.push({ sk, value })
    }
    if (found.length < limit) return { records, more: false }
    after = found.at(-1)?.sk
  }
}

async function countAll<T>(source: ListSource<T>): Promise<number> {
  const { records } = await collect(source, undefined, Number.MAX_SAFE_INTEGER)
  return records.length
}
