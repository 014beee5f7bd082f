import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Found, TenantStore } from '../core/ports/tenant-store.ts'
import type { RecordKey } from '../core/record-keys.ts'
import { checkChanges, checkReadKeys } from '../core/store-bounds.ts'
import { listItems } from './dynamodb-list.ts'
import { readItems } from './dynamodb-read.ts'
import { transactItems } from './dynamodb-transact.ts'

/** `TenantStore` on one DynamoDB table with the keys `pk` and `sk`, both strings. */
export function createDynamodbTenantStore(client: DynamoDBClient, tableName: string): TenantStore {
  return {
    async read<const K extends readonly RecordKey<unknown>[]>(keys: K) {
      checkReadKeys(keys)
      return (await readItems(client, tableName, keys)) as Found<K>
    },
    list: (partition, page) => listItems(client, tableName, partition, page),
    async transact(changes) {
      checkChanges(changes)
      await transactItems(client, tableName, changes)
    },
  }
}
