import type { Change } from './ports/tenant-store.ts'
import type { RecordKey } from './record-keys.ts'

const MAX_READ_KEYS = 20
/** DynamoDB's bounds for a transaction and an item: what works with one store works with every one. */
const MAX_CHANGES = 100
const MAX_RECORD_BYTES = 400 * 1024

/** The record that a change is about. */
export function changedKey(change: Change): RecordKey<unknown> {
  if ('put' in change) return change.put
  return 'remove' in change ? change.remove : change.check
}

/** Throws a `RangeError` unless the keys are 1 to 20 different ones. */
export function checkReadKeys(keys: readonly RecordKey<unknown>[]): void {
  checkKeys(keys, MAX_READ_KEYS)
}

/** Throws a `RangeError` unless the changes fit one transaction. */
export function checkChanges(changes: readonly Change[]): void {
  checkKeys(changes.map(changedKey), MAX_CHANGES)
  for (const change of changes) {
    if (!('put' in change)) continue
    const bytes = Buffer.byteLength(JSON.stringify(change.value))
    if (bytes > MAX_RECORD_BYTES) {
      const { pk, sk } = change.put
      throw new RangeError(`The record ${pk}/${sk} has ${bytes} bytes, at most ${MAX_RECORD_BYTES}`)
    }
  }
}

function checkKeys(keys: readonly RecordKey<unknown>[], most: number): void {
  if (keys.length < 1 || keys.length > most) {
    throw new RangeError(`${keys.length} keys in one call, 1 to ${most} are possible`)
  }
  const names = new Set<string>()
  for (const { pk, sk } of keys) {
    if (pk === '' || sk === '') throw new RangeError('A record key must not be empty')
    names.add(`${pk}\n${sk}`)
  }
  if (names.size < keys.length) throw new RangeError('A record is named twice in one call')
}
