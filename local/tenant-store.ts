import type { DatabaseSync } from 'node:sqlite'
import { ConflictError } from '../functions/core/errors.ts'
import type {
  Change,
  Expectation,
  Found,
  Stored,
  TenantStore,
} from '../functions/core/ports/tenant-store.ts'
import type { RecordKey } from '../functions/core/record-keys.ts'
import { changedKey, checkChanges, checkReadKeys } from '../functions/core/store-bounds.ts'

interface Row {
  sk: string
  revision: number
  value: string
}

/** Records, absent ones too, that are remembered as last read; when there are more all are forgotten. */
const MAX_REMEMBERED = 2000

/**
 * `TenantStore` over the tenant database; its only writer, so what it has read stays true until it
 * writes it. Values are frozen: exchanges share them.
 */
export function createTenantStore(database: DatabaseSync): TenantStore {
  const selectOne = database.prepare(
    'SELECT sk, revision, value FROM records WHERE pk = ? AND sk = ?',
  )
  const selectRevision = database.prepare('SELECT revision FROM records WHERE pk = ? AND sk = ?')
  const selectAscending = database.prepare(
    'SELECT sk, revision, value FROM records WHERE pk = ? AND sk > ? ORDER BY sk LIMIT ?',
  )
  const selectDescending = database.prepare(
    'SELECT sk, revision, value FROM records WHERE pk = ? AND sk < ? ORDER BY sk DESC LIMIT ?',
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO records (pk, sk, revision, value) VALUES (?, ?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM records WHERE pk = ? AND sk = ?')

  const remembered = new Map<string, Stored<unknown> | undefined>()

  function readOne({ pk, sk }: RecordKey<unknown>): Stored<unknown> | undefined {
    const name = `${pk}\n${sk}`
    const known = remembered.get(name)
    if (known !== undefined || remembered.has(name)) return known
    const row = selectOne.get(pk, sk) as unknown as Row | undefined
    const found = row && deepFreeze(stored(row))
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(name, found)
    return found
  }

  /** The revision of a record that is as expected, 0 when it is rightly absent. */
  function checkedRevision(key: RecordKey<unknown>, expect: Expectation): number {
    const row = selectRevision.get(key.pk, key.sk) as { revision: number } | undefined
    const revision = row?.revision ?? 0
    if (expect !== 'any' && revision !== (expect === 'absent' ? 0 : expect)) {
      throw new ConflictError(key)
    }
    return revision
  }

  function apply(change: Change): void {
    if ('put' in change) {
      const revision = checkedRevision(change.put, change.expect) + 1
      upsert.run(change.put.pk, change.put.sk, revision, JSON.stringify(change.value))
    } else if ('remove' in change) {
      checkedRevision(change.remove, change.expect)
      remove.run(change.remove.pk, change.remove.sk)
    } else {
      checkedRevision(change.check, change.expect)
    }
  }

  return {
    async read<const K extends readonly RecordKey<unknown>[]>(keys: K) {
      checkReadKeys(keys)
      return keys.map(readOne) as Found<K>
    },
    async list<T>(
      partition: string,
      { after, limit, descending }: { after?: string; limit: number; descending?: boolean },
    ) {
      const rows = descending
        ? selectDescending.all(partition, after ?? '\u{10ffff}', limit)
        : selectAscending.all(partition, after ?? '', limit)
      return (rows as unknown as Row[]).map((row) => ({ ...stored<T>(row), sk: row.sk }))
    },
    async transact(changes) {
      checkChanges(changes)
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const change of changes) apply(change)
        database.exec('COMMIT')
        for (const { pk, sk } of changes.map(changedKey)) remembered.delete(`${pk}\n${sk}`)
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  }
}

function stored<T>(row: Row): Stored<T> {
  return { value: JSON.parse(row.value), revision: row.revision }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
