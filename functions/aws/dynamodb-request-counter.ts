import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { StoreError } from '../core/errors.ts'
import type { RequestCounter } from '../core/ports/request-counter.ts'
import { callAws } from './aws-failure.ts'

/** How long a minute's count is kept; the table removes it some time later. */
const KEPT_SECONDS = 300

/**
 * `RequestCounter` in the tenant's table, whose time-to-live attribute is `expiresAt`. A repetition
 * after a lost answer counts twice: the client is told a little less than it has.
 */
export function createDynamodbRequestCounter(
  client: DynamoDBClient,
  tableName: string,
): RequestCounter {
  return {
    async count(clientId, minute) {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: { S: `requests#${clientId}` }, sk: { S: String(minute) } },
        UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':expiresAt': { N: String(minute * 60 + KEPT_SECONDS) },
        },
        ReturnValues: 'UPDATED_NEW',
      })
      const { Attributes } = await callAws('DynamoDB', 'UpdateItem', () => client.send(command))
      const count = Number(Attributes?.count?.N)
      if (!Number.isSafeInteger(count)) {
        throw new StoreError('DynamoDB UpdateItem answered without the count')
      }
      return count
    },
  }
}
