import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'
import type { RecordKey } from '../../functions/core/record-keys.ts'
import { changedKey } from '../../functions/core/store-bounds.ts'
import { MemoryTenantStore } from './memory-tenant-store.ts'

/** Bytes of DynamoDB's keys: what is longer is an error there, whether it is read or written. */
const MAX_PK_BYTES = 2048
const MAX_SK_BYTES = 1024

/** A store in memory that minds DynamoDB's bounds for keys, and tells what has changed. */
export function openFuzzStore() {
  const memory = new MemoryTenantStore()
  const store: TenantStore = {
    async read(keys) {
      keys.forEach(checkKey)
      return memory.read(keys)
    },
    async list(partition, page) {
      checkKey({ pk: partition, sk: page.after ?? 'from the first' })
      return memory.list(partition, page)
    },
    async transact(changes) {
      changes.map(changedKey).forEach(checkKey)
      return memory.transact(changes)
    },
  }
  return { store, changedSince, dump: () => memory.dump() }

  /** The records that are others than in an earlier dump, or not in both. */
  function changedSince(before: Map<string, string>): string[] {
    const now = memory.dump()
    const places = new Set([...before.keys(), ...now.keys()])
    return [...places].filter((place) => before.get(place) !== now.get(place))
  }
}

function checkKey({ pk, sk }: RecordKey<unknown>): void {
  const isPossible =
    pk !== '' &&
    sk !== '' &&
    Buffer.byteLength(pk) <= MAX_PK_BYTES &&
    Buffer.byteLength(sk) <= MAX_SK_BYTES
  if (isPossible) return
  const shown = `${pk}/${sk}`.slice(0, 80)
  throw new RangeError(`DynamoDB has no key of ${pk.length} and ${sk.length} characters: ${shown}`)
}
