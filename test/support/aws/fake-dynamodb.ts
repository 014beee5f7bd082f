import {
  checkExpressions,
  type Expressions,
  holds,
  type Item,
  invalid,
  notEmulated,
  update,
} from './dynamodb-expressions.ts'
import { compare, type FakeTable, type KeyText, readKey, unitsOf } from './dynamodb-table.ts'
import { type AccountTables, createTables } from './dynamodb-tables.ts'
import { AwsFault, type FakeService, serveFake } from './serve-fake.ts'

const BATCH_KEYS = 100
const TRANSACTION_ITEMS = 100
const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0' }

interface Target extends Expressions {
  TableName?: string
  Key?: Item
}

interface TransactItem {
  Update?: Target
  Delete?: Target
  ConditionCheck?: Target
}

interface Step {
  kind: keyof TransactItem
  table: FakeTable
  target: Target
  key: KeyText
}

type Input = Target & {
  RequestItems?: Record<string, { Keys?: Item[]; ConsistentRead?: boolean }>
  TransactItems?: TransactItem[]
  ClientRequestToken?: string
  ScanIndexForward?: boolean
  ExclusiveStartKey?: Item
  Limit?: number
  ReturnValues?: string
}

/** DynamoDB as far as our adapters ask it, and those who restore tables. */
export interface FakeDynamodb extends FakeService {
  tables: AccountTables
  /** What was read so far, in the units that are billed. */
  units: { read: number }
  /** Of the next batches: how many keys each leaves unprocessed. */
  leftOver: number[]
}

/** Starts a DynamoDB with empty tables of these names. */
export async function startFakeDynamodb(...tableNames: string[]): Promise<FakeDynamodb> {
  const tables = createTables()
  for (const name of tableNames) tables.add(name)
  const tokens = new Map<string, string>()
  const leftOver: number[] = []
  const units = { read: 0 }

  const operations: Record<string, (input: Input) => object> = {
    BatchGetItem({ RequestItems: wanted = {} }) {
      const [[tableName = '', asked] = [], ...others] = Object.entries(wanted)
      if (others.length > 0) throw notEmulated('a batch of several tables')
      const table = tables.get(tableName)
      const keys = (asked?.Keys ?? []).map(readKey)
      if (keys.length < 1 || keys.length > BATCH_KEYS) throw invalid('1 to 100 keys in a batch')
      refuseTwins(keys, 'Provided list of item keys contains duplicates')
      const left = keys.splice(0, leftOver.shift() ?? 0)
      const unprocessed = left.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }))
      const isConsistent = asked?.ConsistentRead === true
      for (const key of keys) units.read += unitsOf(table.get(key), isConsistent)
      // In an order of its own, as the service answers.
      const items = keys.map((key) => table.get(key)).filter((item) => item !== undefined)
      return {
        Responses: { [tableName]: items.reverse() },
        UnprocessedKeys: left.length > 0 ? { [tableName]: { Keys: unprocessed } } : {},
      }
    },
    Query(input) {
      const table = tables.get(input.TableName)
      checkExpressions(input)
      const { Limit: limit = Number.POSITIVE_INFINITY, ScanIndexForward: isForward = true } = input
      if (limit < 1) throw invalid("Value '0' at 'limit' failed to satisfy constraint")
      const { pk, isWithin } = readKeyCondition(input)
      const start = input.ExclusiveStartKey && readKey(input.ExclusiveStartKey).sk
      const isBehind = (sk: string) =>
        start === undefined || (isForward ? compare(sk, start) > 0 : compare(sk, start) < 0)
      const from = (sk: string) => isWithin(sk) && isBehind(sk)
      const { items, last } = table.query({ pk, from, isForward, limit })
      const LastEvaluatedKey = last && { pk: last.pk, sk: last.sk }
      return { Items: items, Count: items.length, ...(last && { LastEvaluatedKey }) }
    },
    UpdateItem(input) {
      const table = tables.get(input.TableName)
      checkExpressions(input)
      const key = readKey(input.Key)
      const before = table.get(key)
      if (!holds(input, before)) throw new AwsFault('ConditionalCheckFailedException', 'Failed')
      const after = update(input, before ?? {})
      table.put(key, after)
      return input.ReturnValues === 'UPDATED_NEW' ? { Attributes: after } : {}
    },
    TransactWriteItems(input) {
      const { TransactItems: items = [], ClientRequestToken: token = '' } = input
      const text = JSON.stringify(items)
      const known = token === '' ? undefined : tokens.get(token)
      if (known !== undefined && known !== text) {
        throw new AwsFault('IdempotentParameterMismatchException', 'Another request had this token')
      }
      if (known !== undefined) return {}
      transact(items)
      tokens.set(token, text)
      return {}
    },
  }

  function transact(items: TransactItem[]): void {
    if (items.length < 1 || items.length > TRANSACTION_ITEMS) throw invalid('1 to 100 items')
    const steps = items.map((item) => readStep(item))
    refuseTwins(
      steps.map(({ key }) => key),
      'Transaction request cannot include multiple operations on one item',
    )
    const reasons = steps.map(({ table, target, key }) => {
      return { Code: holds(target, table.get(key)) ? 'None' : 'ConditionalCheckFailed' }
    })
    if (reasons.some(({ Code }) => Code !== 'None')) {
      const codes = reasons.map(({ Code }) => Code).join(', ')
      const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
      throw new AwsFault('TransactionCanceledException', message, 400, {
        Message: message,
        CancellationReasons: reasons,
      })
    }
    for (const { kind, table, target, key } of steps) {
      if (kind === 'Update') table.put(key, update(target, table.get(key) ?? {}))
      if (kind === 'Delete') table.put(key, undefined)
    }
  }

  function readStep(item: TransactItem): Step {
    const [[kind, target] = [], ...others] = Object.entries(item) as [keyof TransactItem, Target][]
    if (kind === undefined || target === undefined || others.length > 0) {
      throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
    }
    if (!['Update', 'Delete', 'ConditionCheck'].includes(kind)) throw notEmulated(kind)
    if (kind === 'ConditionCheck' && target.ConditionExpression === undefined) {
      throw invalid('A condition check needs a condition')
    }
    const table = tables.get(target.TableName)
    checkExpressions(target)
    return { kind, table, target, key: readKey(target.Key) }
  }

  const service = await serveFake('dynamodb', operationOf, async (request) => {
    const name = operationOf(request)
    const input = JSON.parse(request.body.toString())
    const operation = operations[name]
    const body = operation === undefined ? tables.administer(name, input) : operation(input)
    return { status: 200, headers: JSON_1_0, body }
  })
  return { ...service, tables, leftOver, units }
}

function operationOf({ headers }: { headers: Record<string, unknown> }): string {
  return /^DynamoDB_20120810\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1] ?? 'no operation'
}

function refuseTwins(keys: KeyText[], message: string): void {
  if (new Set(keys.map(({ pk, sk }) => `${pk}\0${sk}`)).size < keys.length) throw invalid(message)
}

/** `pk = :a`, alone or with `sk` before or behind a value. */
function readKeyCondition({
  KeyConditionExpression: condition = '',
  ExpressionAttributeValues: values = {},
}: Expressions): { pk: string; isWithin: (sk: string) => boolean } {
  const [, pkName = '', sign, skName = ''] =
    /^pk = (:\w+)(?: AND sk ([<>]) (:\w+))?$/.exec(condition) ?? []
  const textOf = (name: string) => {
    const value = values[name]
    if (value === undefined || !('S' in value)) throw notEmulated(`the key condition ${condition}`)
    if (value.S === '') throw invalid('A key attribute cannot contain an empty string value')
    return value.S
  }
  const pk = textOf(pkName)
  if (sign === undefined) return { pk, isWithin: () => true }
  const place = textOf(skName)
  return {
    pk,
    isWithin: (sk) => (sign === '>' ? compare(sk, place) > 0 : compare(sk, place) < 0),
  }
}
