import { randomUUID } from 'node:crypto'
import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { ConflictError, StoreError } from '../core/errors.ts'
import type { Change, Expectation } from '../core/ports/tenant-store.ts'
import { changedKey } from '../core/store-bounds.ts'
import { awsFailure } from './aws-failure.ts'
import { itemKey, valueAttribute } from './dynamodb-item.ts'
import { retryWithin } from './retry-within.ts'

const MOST_ATTEMPTS = 8
/** Why a transaction is cancelled that may well go through a moment later. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/**
 * One TransactWriteItems; again with jitter when another transaction was in its way, or the table
 * is throttled. Its token keeps a repetition whose first answer was lost from writing twice.
 */
export async function transactItems(
  client: DynamoDBClient,
  tableName: string,
  changes: readonly Change[],
): Promise<void> {
  const asked = changes.filter((change) => !('check' in change && change.expect === 'any'))
  if (asked.length === 0) return
  const command = new TransactWriteItemsCommand({
    TransactItems: asked.map((change) => transactItem(tableName, change)),
    ClientRequestToken: randomUUID(),
  })
  let reasons: CancellationReason[] = []
  const isDone = await retryWithin(MOST_ATTEMPTS, async () => {
    try {
      await client.send(command)
      return true
    } catch (fault) {
      reasons = (fault instanceof TransactionCanceledException && fault.CancellationReasons) || []
      const failed = asked[reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed')]
      if (failed !== undefined) throw new ConflictError(changedKey(failed))
      if (isPassing(reasons)) return undefined
      throw awsFailure('DynamoDB', `TransactWriteItems${codesOf(reasons)}`, fault)
    }
  })
  if (!isDone) {
    throw new StoreError(
      `DynamoDB TransactWriteItems was cancelled ${MOST_ATTEMPTS} times${codesOf(reasons)}. Try again later.`,
    )
  }
}

function isPassing(reasons: CancellationReason[]): boolean {
  const faults = reasons.filter(({ Code }) => Code !== undefined && Code !== 'None')
  return faults.length > 0 && faults.every(({ Code }) => PASSING.has(Code ?? ''))
}

function codesOf(reasons: CancellationReason[]): string {
  const codes = new Set(reasons.map(({ Code }) => Code).filter((code) => code && code !== 'None'))
  return codes.size > 0 ? ` (${[...codes].join(', ')})` : ''
}

function transactItem(TableName: string, change: Change): TransactWriteItem {
  const key = changedKey(change)
  const target = { TableName, Key: itemKey(key) }
  const { ConditionExpression, values } = condition(change.expect)
  const expected = {
    ...(ConditionExpression !== undefined && { ConditionExpression }),
    ...(values && { ExpressionAttributeValues: values }),
  }
  if ('remove' in change) return { Delete: { ...target, ...expected } }
  if ('check' in change) {
    return { ConditionCheck: { ...target, ...expected, ConditionExpression } }
  }
  return {
    Update: {
      ...target,
      ...expected,
      // VALUE is a reserved word. ADD begins at 0 where there is no record.
      UpdateExpression: 'SET #value = :value ADD revision :one',
      ExpressionAttributeNames: { '#value': 'value' },
      ExpressionAttributeValues: {
        ...values,
        ':value': valueAttribute(key, change.value),
        ':one': { N: '1' },
      },
    },
  }
}

function condition(expect: Expectation) {
  if (expect === 'any') return {}
  if (expect === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' }
  return {
    ConditionExpression: 'revision = :expected',
    values: { ':expected': { N: String(expect) } },
  }
}
