import { createDynamodbClient } from '../../../functions/aws/dynamodb-client.ts'
import { createDynamodbTenantStore } from '../../../functions/aws/dynamodb-tenant-store.ts'
import { startFakeDynamodb } from './fake-dynamodb.ts'

export const TABLE_NAME = 'acme-table'

/** The store of a tenant over a fake of DynamoDB with an empty table. */
export async function openDynamodb(differences: { requestTimeoutMs?: number } = {}) {
  const dynamodb = await startFakeDynamodb(TABLE_NAME)
  const client = createDynamodbClient({ endpoint: dynamodb.endpoint, ...differences })
  return {
    dynamodb,
    client,
    store: createDynamodbTenantStore(client, TABLE_NAME),
    async close() {
      client.destroy()
      await dynamodb.close()
    },
  }
}
