import { randomUUID } from 'node:crypto'
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'

const key = (sk: string, pk = 'rules') => ({ pk: { S: pk }, sk: { S: sk } })
const ONE = { ':one': { N: '1' } }
const keysOf = (count: number) => Array.from({ length: count }, (_, place) => key(`k${place}`))

/** What the store relies on in DynamoDB, seen on the emulator and on the fake of it alike. */
export function describeDynamodb(
  name: string,
  open: () => { client: DynamoDBClient; tableName: string },
): void {
  describe(`the rules of ${name}`, () => {
    let client: DynamoDBClient
    let TableName: string
    beforeAll(() => {
      ;({ client, tableName: TableName } = open())
    })
    const update = (parts: Partial<UpdateItemCommandInput>) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key('counted'),
          UpdateExpression: 'ADD revision :one',
          ExpressionAttributeValues: ONE,
          ...parts,
        }),
      )
    const transact = (
      TransactItems: TransactWriteItemsCommandInput['TransactItems'],
      ClientRequestToken?: string,
    ) => client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }))
    const added = (sk: string, expected?: string) => ({
      Update: {
        TableName,
        Key: key(sk),
        UpdateExpression: 'ADD revision :one',
        ...(expected !== undefined && { ConditionExpression: 'revision = :expected' }),
        ExpressionAttributeValues: {
          ...ONE,
          ...(expected !== undefined && { ':expected': { N: expected } }),
        },
      },
    })
    const get = (keys: ReturnType<typeof key>[], table = TableName) =>
      client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }))
    const query = (parts: Partial<QueryCommandInput>) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'paged' } },
          ...parts,
        }),
      )

    it('adds to a number, from 0 where there is none', async () => {
      const read = { ReturnValues: 'UPDATED_NEW' } as const
      expect((await update(read)).Attributes?.revision).toEqual({ N: '1' })
      expect((await update(read)).Attributes?.revision).toEqual({ N: '2' })
    })

    it('does all of a transaction or nothing, and says which condition failed', async () => {
      await transact([added('a'), added('b')])
      await expect(transact([added('a', '1'), added('b', '7')])).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
      })
      const { Responses } = await get([key('a'), key('b')])
      expect(Responses?.[TableName]?.map(({ revision }) => revision)).toEqual([
        { N: '1' },
        { N: '1' },
      ])
    })

    it('does a transaction once for a token, and no other one under it', async () => {
      const token = randomUUID()
      await transact([added('once')], token)
      await transact([added('once')], token)
      const { Responses } = await get([key('once')])
      expect(Responses?.[TableName]?.[0]?.revision).toEqual({ N: '1' })
      await expect(transact([added('other')], token)).rejects.toMatchObject({
        name: 'IdempotentParameterMismatchException',
      })
    })

    it('ends a page at the limit or behind a megabyte, and says where', async () => {
      for (const sk of ['a', 'b', 'c', 'd']) {
        await update({
          Key: key(sk, 'paged'),
          UpdateExpression: 'SET #value = :value',
          ExpressionAttributeNames: { '#value': 'value' },
          ExpressionAttributeValues: { ':value': { S: sk.repeat(390 * 1024) } },
        })
      }
      const first = await query({})
      expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(['a', 'b', 'c'])
      expect(first.LastEvaluatedKey).toEqual(key('c', 'paged'))
      const rest = await query({ ExclusiveStartKey: first.LastEvaluatedKey })
      expect(rest.Items?.map(({ sk }) => sk?.S)).toEqual(['d'])
      expect(rest.LastEvaluatedKey).toBeUndefined()
      const down = await query({ Limit: 2, ScanIndexForward: false })
      expect(down.Items?.map(({ sk }) => sk?.S)).toEqual(['d', 'c'])
      expect(down.LastEvaluatedKey).toEqual(key('c', 'paged'))
    })

    const refused = { name: 'ValidationException' }
    it.each([
      ['an empty key', () => get([key('')])],
      ['a key that is too long', () => get([key('x'.repeat(1025))])],
      ['the same key twice', () => get([key('a'), key('a')])],
      ['101 keys in a batch', () => get(keysOf(101))],
      ['a key without its second part', () => update({ Key: { pk: { S: 'a' } } })],
      ['a reserved word', () => update({ UpdateExpression: 'ADD count :one' })],
      [
        'a name that is not used',
        () => update({ ExpressionAttributeNames: { '#unused': 'unused' } }),
      ],
      ['a value that is not given', () => update({ UpdateExpression: 'ADD revision :two' })],
      ['a condition of nothing', () => update({ ConditionExpression: '' })],
      ['one item twice in a transaction', () => transact([added('a'), added('a')])],
      ['a transaction of nothing', () => transact([])],
      [
        'an item over 400 KB',
        () =>
          update({
            UpdateExpression: 'SET big = :one',
            ExpressionAttributeValues: { ':one': { S: 'x'.repeat(400 * 1024) } },
          }),
      ],
      ['a page of nothing', () => query({ Limit: 0 })],
      [
        'a place that is empty',
        () =>
          query({
            KeyConditionExpression: 'pk = :pk AND sk > :sk',
            ExpressionAttributeValues: { ':pk': { S: 'paged' }, ':sk': { S: '' } },
          }),
      ],
    ])('are that it refuses %s', async (_, request) => {
      await expect(request()).rejects.toMatchObject(refused)
    })

    it('are that it knows its own table only', async () => {
      await expect(get([key('a')], 'another')).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
    })
  })
}
