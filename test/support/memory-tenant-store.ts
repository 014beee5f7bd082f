import { ConflictError } from '../../functions/core/errors.ts'
import type {
  Change,
  Expectation,
  Found,
  Stored,
  TenantStore,
} from '../../functions/core/ports/tenant-store.ts'
import type { RecordKey } from '../../functions/core/record-keys.ts'
import { changedKey, checkChanges, checkReadKeys } from '../../functions/core/store-bounds.ts'

interface Row {
  sk: string
  revision: number
  json: string
}

/** `TenantStore` in memory: the whole port, misuse refused. Records are kept as JSON, like elsewhere. */
export class MemoryTenantStore implements TenantStore {
  readonly #partitions = new Map<string, Map<string, Row>>()

  async read<const K extends readonly RecordKey<unknown>[]>(keys: K) {
    checkReadKeys(keys)
    return keys.map((key) => {
      const row = this.#row(key)
      return row && stored(row)
    }) as Found<K>
  }

  async list<T>(
    partition: string,
    { after, limit, descending }: { after?: string; limit: number; descending?: boolean },
  ) {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`${limit} is no limit`)
    const direction = descending ? -1 : 1
    return [...(this.#partitions.get(partition)?.values() ?? [])]
      .filter((row) => after === undefined || compare(row.sk, after) * direction > 0)
      .sort((a, b) => compare(a.sk, b.sk) * direction)
      .slice(0, limit)
      .map((row) => ({ ...stored<T>(row), sk: row.sk }))
  }

  async transact(changes: readonly Change[]) {
    checkChanges(changes)
    for (const change of changes) this.#check(changedKey(change), change.expect)
    for (const change of changes) this.#apply(change)
  }

  /** All records as JSON, by partition and place. */
  dump(): Map<string, string> {
    return new Map(
      [...this.#partitions].flatMap(([pk, rows]) =>
        [...rows.values()].map(({ sk, json }) => [`${pk} ${sk}`, json] as const),
      ),
    )
  }

  #row({ pk, sk }: RecordKey<unknown>): Row | undefined {
    return this.#partitions.get(pk)?.get(sk)
  }

  #check(key: RecordKey<unknown>, expect: Expectation): void {
    const revision = this.#row(key)?.revision ?? 'absent'
    if (expect !== 'any' && revision !== expect) throw new ConflictError(key)
  }

  #apply(change: Change): void {
    const key = changedKey(change)
    const partition = this.#partitions.get(key.pk) ?? new Map<string, Row>()
    this.#partitions.set(key.pk, partition)
    if ('put' in change) {
      const revision = (partition.get(key.sk)?.revision ?? 0) + 1
      partition.set(key.sk, { sk: key.sk, revision, json: JSON.stringify(change.value) })
    } else if ('remove' in change) {
      partition.delete(key.sk)
    }
  }
}

function stored<T>({ json, revision }: Row): Stored<T> {
  return { value: JSON.parse(json), revision }
}

/** The order of UTF-8 bytes, as in DynamoDB and SQLite. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
