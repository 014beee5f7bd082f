import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Found, TenantReader } from '../core/ports/tenant-store.ts'
import type { RecordKey } from '../core/record-keys.ts'
import { checkReadKeys } from '../core/store-bounds.ts'
import { readItems } from './dynamodb-read.ts'

/**
 * `TenantReader` on one DynamoDB table with the keys `pk` and `sk`, both strings. Functions that only
 * read have no code that writes: it would double what they load of the client.
 */
export function createDynamodbTenantReader(
  client: DynamoDBClient,
  tableName: string,
): TenantReader {
  return {
    async read<const K extends readonly RecordKey<unknown>[]>(keys: K) {
      checkReadKeys(keys)
      return (await readItems(client, tableName, keys)) as Found<K>
    },
  }
}
