import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { StoreError } from '../core/errors.ts'
import type { Stored } from '../core/ports/tenant-store.ts'
import type { RecordKey } from '../core/record-keys.ts'

export type Item = Record<string, AttributeValue>

/** DynamoDB's bounds. */
const MAX_PARTITION_KEY_BYTES = 2048
const MAX_SORT_KEY_BYTES = 1024
const MAX_ITEM_BYTES = 400 * 1024
/** The names of the four attributes, and the revision at its longest. */
const BESIDES_BYTES = 'pkskvaluerevision'.length + 21

/** Whether the table can hold a record of this key: one that it cannot fails its whole request. */
export function isPossibleKey({ pk, sk }: RecordKey<unknown>): boolean {
  return (
    Buffer.byteLength(pk) <= MAX_PARTITION_KEY_BYTES && Buffer.byteLength(sk) <= MAX_SORT_KEY_BYTES
  )
}

export function itemKey({ pk, sk }: RecordKey<unknown>) {
  return { pk: { S: pk }, sk: { S: sk } }
}

/**
 * A record's value as an attribute: one JSON string. As nested attributes it would be some three
 * bytes a property smaller in read units, but more than twice as long on the way, and would have
 * to be translated by code that the token path does not carry. Throws a `RangeError` over 400 KB.
 */
export function valueAttribute(key: RecordKey<unknown>, value: object): AttributeValue {
  const json = JSON.stringify(value)
  const bytes = Buffer.byteLength(key.pk + key.sk + json) + BESIDES_BYTES
  if (bytes > MAX_ITEM_BYTES || !isPossibleKey(key)) {
    throw new RangeError(
      `The record ${key.pk.slice(0, 100)}/${key.sk.slice(0, 100)} has ${bytes} bytes with its keys, at most ${MAX_ITEM_BYTES} (keys: ${MAX_PARTITION_KEY_BYTES} and ${MAX_SORT_KEY_BYTES})`,
    )
  }
  return { S: json }
}

/** The record in an item. Throws `StoreError` for an item that no `TenantStore` wrote. */
export function storedOf<T>(item: Item): Stored<T> & { sk: string } {
  const { pk, sk, value, revision } = item
  try {
    if (sk?.S !== undefined && value?.S !== undefined && revision?.N !== undefined) {
      return { sk: sk.S, value: JSON.parse(value.S), revision: Number(revision.N) }
    }
  } catch {
    // Told below: what JSON.parse says quotes the value.
  }
  throw new StoreError(
    `The item ${pk?.S}/${sk?.S} of the table is no record: restore it from a backup, or remove it`,
  )
}
