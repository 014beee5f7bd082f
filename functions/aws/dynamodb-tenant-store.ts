import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { checkChanges } from '../core/store-bounds.ts'
import { listItems } from './dynamodb-list.ts'
import { createDynamodbTenantReader } from './dynamodb-tenant-reader.ts'
import { transactItems } from './dynamodb-transact.ts'

/** `TenantStore` on one DynamoDB table with the keys `pk` and `sk`, both strings. */
export function createDynamodbTenantStore(client: DynamoDBClient, tableName: string): TenantStore {
  return {
    ...createDynamodbTenantReader(client, tableName),
    list: (partition, page) => listItems(client, tableName, partition, page),
    async transact(changes) {
      checkChanges(changes)
      await transactItems(client, tableName, changes)
    },
  }
}
