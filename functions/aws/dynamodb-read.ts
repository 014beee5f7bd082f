import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { StoreError } from '../core/errors.ts'
import type { Stored } from '../core/ports/tenant-store.ts'
import type { RecordKey } from '../core/record-keys.ts'
import { callAws } from './aws-failure.ts'
import { type Item, isPossibleKey, itemKey, storedOf } from './dynamodb-item.ts'
import { retryWithin } from './retry-within.ts'

/** Of requests for what earlier ones left out. */
const MOST_REQUESTS = 6

/** One strongly consistent BatchGetItem; more only for keys that the table left unprocessed. */
export async function readItems(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly RecordKey<unknown>[],
): Promise<(Stored<unknown> | undefined)[]> {
  const found = new Map<string, Stored<unknown>>()
  let left: Item[] = keys.filter(isPossibleKey).map(itemKey)
  const isDone = await retryWithin(MOST_REQUESTS, async () => {
    if (left.length === 0) return true
    const { items, unprocessed } = await readBatch(client, tableName, left)
    for (const item of items) {
      const { sk, ...stored } = storedOf(item)
      found.set(nameOf(item.pk?.S, sk), stored)
    }
    left = unprocessed
    return left.length === 0 || undefined
  })
  if (!isDone) {
    throw new StoreError(
      `DynamoDB BatchGetItem left ${left.length} of ${keys.length} keys unprocessed in ${MOST_REQUESTS} requests: the table is throttled`,
    )
  }
  return keys.map(({ pk, sk }) => found.get(nameOf(pk, sk)))
}

async function readBatch(client: DynamoDBClient, tableName: string, keys: Item[]) {
  const command = new BatchGetItemCommand({
    RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } },
  })
  const answer = await callAws('DynamoDB', 'BatchGetItem', () => client.send(command))
  const items = answer.Responses?.[tableName]
  const unprocessed = answer.UnprocessedKeys?.[tableName]?.Keys ?? []
  // Without this check an answer that says nothing would mean that there is no record.
  if (items === undefined && unprocessed.length < keys.length) {
    throw new StoreError(`DynamoDB BatchGetItem answered without the table ${tableName}`)
  }
  return { items: items ?? [], unprocessed }
}

function nameOf(pk: string | undefined, sk: string): string {
  return `${pk}\n${sk}`
}
