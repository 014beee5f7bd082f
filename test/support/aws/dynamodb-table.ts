import { type Item, invalid } from './dynamodb-expressions.ts'

const PARTITION_KEY_BYTES = 2048
const SORT_KEY_BYTES = 1024
const ITEM_BYTES = 400 * 1024
const UNIT_BYTES = 4096
const PAGE_BYTES = 1024 * 1024

export interface KeyText {
  pk: string
  sk: string
}

/** A table with the keys `pk` and `sk`, both strings. */
export interface FakeTable {
  /** A new table with what this one held at a time, in milliseconds since the epoch. */
  restore(at: number): FakeTable
  get(key: KeyText): Item | undefined
  put(key: KeyText, item: Item | undefined): void
  /** A page of a partition: as many items as a megabyte holds, one at least. */
  query(options: {
    pk: string
    from: (sk: string) => boolean
    isForward: boolean
    limit: number
  }): {
    items: Item[]
    /** Where the page ended before the partition did, or may have. */
    last: Item | undefined
  }
}

export function createTable(): FakeTable {
  const partitions = new Map<string, Map<string, Item>>()
  const written: { at: number; key: KeyText; item: Item | undefined }[] = []
  return {
    restore(at) {
      const restored = createTable()
      for (const write of written) if (write.at <= at) restored.put(write.key, write.item)
      return restored
    },
    get: ({ pk, sk }) => partitions.get(pk)?.get(sk),
    put({ pk, sk }, item) {
      written.push({ at: Date.now(), key: { pk, sk }, item })
      const items = partitions.get(pk) ?? new Map<string, Item>()
      partitions.set(pk, items)
      if (item === undefined) items.delete(sk)
      else items.set(sk, checkSize({ ...item, pk: { S: pk }, sk: { S: sk } }))
    },
    query({ pk, from, isForward, limit }) {
      const all = [...(partitions.get(pk) ?? [])]
        .filter(([sk]) => from(sk))
        .sort(([one], [other]) => compare(one, other) * (isForward ? 1 : -1))
      const items: Item[] = []
      let bytes = 0
      for (const [, item] of all) {
        if (items.length === limit || bytes > PAGE_BYTES) break
        items.push(item)
        bytes += sizeOf(item)
      }
      const isWhole = items.length === all.length && items.length < limit
      const last = isWhole ? undefined : items.at(-1)
      return { items, last }
    },
  }
}

/** A key as text. Throws for one that no table can hold. */
export function readKey(given: Item | undefined): KeyText {
  const { pk, sk, ...others } = given ?? {}
  if (!pk || !sk || !('S' in pk) || !('S' in sk) || Object.keys(others).length > 0) {
    throw invalid('The provided key element does not match the schema')
  }
  if (pk.S === '' || sk.S === '') {
    throw invalid('The AttributeValue for a key attribute cannot contain an empty string value.')
  }
  if (Buffer.byteLength(pk.S) > PARTITION_KEY_BYTES || Buffer.byteLength(sk.S) > SORT_KEY_BYTES) {
    throw invalid(
      `Size of hashkey or rangekey has exceeded the maximum size limit of ${PARTITION_KEY_BYTES} or ${SORT_KEY_BYTES} bytes`,
    )
  }
  return { pk: pk.S, sk: sk.S }
}

/** The order of UTF-8 bytes. */
export function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}

/** What reading an item costs; one that is not there costs one like a small one. */
export function unitsOf(item: Item | undefined, isConsistent: boolean): number {
  const units = Math.max(Math.ceil(sizeOf(item ?? {}) / UNIT_BYTES), 1)
  return isConsistent ? units : units / 2
}

function checkSize(item: Item): Item {
  if (sizeOf(item) <= ITEM_BYTES) return item
  throw invalid('Item size to update has exceeded the maximum allowed size')
}

function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const bytes = 'S' in value ? Buffer.byteLength(value.S) : Math.ceil(value.N.length / 2) + 1
    return sum + Buffer.byteLength(name) + bytes
  }, 0)
}
