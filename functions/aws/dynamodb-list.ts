import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { StoreError } from '../core/errors.ts'
import type { Stored } from '../core/ports/tenant-store.ts'
import { callAws } from './aws-failure.ts'
import { type Item, storedOf } from './dynamodb-item.ts'

/** Strongly consistent Queries of one partition: as many as its megabyte pages ask for. */
export async function listItems<T>(
  client: DynamoDBClient,
  tableName: string,
  partition: string,
  { after, limit, descending = false }: { after?: string; limit: number; descending?: boolean },
): Promise<(Stored<T> & { sk: string })[]> {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`${limit} is no limit`)
  // Every place is behind the empty one, and none before it; DynamoDB takes no empty key.
  if (after === '' && descending) return []
  const behind = after === undefined || after === '' ? undefined : after
  const found: (Stored<T> & { sk: string })[] = []
  let start: Item | undefined
  do {
    const page: QueryCommandOutput = await callAws('DynamoDB', 'Query', () =>
      client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          ScanIndexForward: !descending,
          Limit: limit - found.length,
          KeyConditionExpression: keyCondition(behind, descending),
          ExpressionAttributeValues: {
            ':pk': { S: partition },
            ...(behind !== undefined && { ':sk': { S: behind } }),
          },
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    )
    if (page.Items === undefined) throw new StoreError('DynamoDB Query answered without items')
    found.push(...page.Items.map((item) => storedOf<T>(item)))
    start = page.LastEvaluatedKey
  } while (start !== undefined && found.length < limit)
  return found
}

function keyCondition(behind: string | undefined, descending: boolean): string {
  if (behind === undefined) return 'pk = :pk'
  return descending ? 'pk = :pk AND sk < :sk' : 'pk = :pk AND sk > :sk'
}
