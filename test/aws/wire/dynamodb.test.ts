import { afterEach, expect, it } from 'vitest'
import { createDynamodbClient } from '../../../functions/aws/dynamodb-client.ts'
import { createDynamodbTenantStore } from '../../../functions/aws/dynamodb-tenant-store.ts'
import { ConflictError, StoreError } from '../../../functions/core/errors.ts'
import type { Change } from '../../../functions/core/ports/tenant-store.ts'
import { type Answer, serveScript } from '../support/scripted-service.ts'

let service: Awaited<ReturnType<typeof serveScript>>
afterEach(() => service.close())

async function openStore(answers: Answer[]) {
  service = await serveScript(answers)
  return createDynamodbTenantStore(createDynamodbClient({ endpoint: service.endpoint }), 'tenant')
}

const key = (sk: string) => ({ pk: 'p', sk })
const itemKey = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } })
const item = (sk: string) => ({
  ...itemKey(sk),
  value: { S: JSON.stringify({ text: sk }) },
  revision: { N: '1' },
})
const found = (...places: string[]) => ({ tenant: places.map(item) })
const left = (...places: string[]) => ({ tenant: { Keys: places.map(itemKey) } })
const record = (text: string) => ({ value: { text }, revision: 1 })

const cancelled = (...codes: string[]): Answer => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  },
})
const CHANGES: Change[] = [
  { put: key('a'), value: {}, expect: 'absent' },
  { check: key('b'), expect: 'any' },
  { remove: key('c'), expect: 2 },
]

it('reads four records in one strongly consistent request', async () => {
  const store = await openStore([{ Responses: found('d', 'b', 'a') }])
  const read = await store.read(['a', 'b', 'c', 'd'].map(key))
  expect(read).toEqual([record('a'), record('b'), undefined, record('d')])
  expect(service.requests).toHaveLength(1)
  expect(service.requests[0]?.body.RequestItems.tenant).toEqual({
    Keys: ['a', 'b', 'c', 'd'].map(itemKey),
    ConsistentRead: true,
  })
})

it('asks again for nothing but the keys that were left unprocessed', async () => {
  const store = await openStore([
    { Responses: found('a'), UnprocessedKeys: left('b', 'c') },
    { Responses: {}, UnprocessedKeys: left('b', 'c') },
    { Responses: found('c') },
  ])
  expect(await store.read(['a', 'b', 'c'].map(key))).toEqual([record('a'), undefined, record('c')])
  const asked = service.requests.map(({ body }) => body.RequestItems.tenant)
  expect(asked.map(({ Keys }) => Keys.length)).toEqual([3, 2, 2])
  expect(asked.every(({ ConsistentRead }) => ConsistentRead)).toBe(true)
})

it('gives up on keys that stay unprocessed; the next read works', async () => {
  const store = await openStore([{ Responses: {}, UnprocessedKeys: left('a') }])
  const read = store.read([key('a')])
  await expect(read).rejects.toBeInstanceOf(StoreError)
  await expect(read).rejects.toThrow(/DynamoDB BatchGetItem left 1 of 1 keys unprocessed/)
  expect(service.requests).toHaveLength(6)
  service.play([{ Responses: found('a') }])
  expect(await store.read([key('a')])).toEqual([record('a')])
})

it.each([
  ['without a value', { ...itemKey('a'), revision: { N: '1' } }],
  ['that is no JSON', { ...item('a'), value: { S: 's3cr3t' } }],
])('names an item %s, and does not quote it', async (_name, broken) => {
  const store = await openStore([{ Responses: { tenant: [broken] } }])
  const read = store.read([key('a')])
  await expect(read).rejects.toBeInstanceOf(StoreError)
  await expect(read).rejects.toThrow(/^The item p\/a of the table is no record/)
})

it('repeats a transaction that another was in the way of, under the same token', async () => {
  const store = await openStore([
    cancelled('TransactionConflict', 'None'),
    cancelled('None', 'ThrottlingError'),
    {},
  ])
  await store.transact(CHANGES)
  const tokens = service.requests.map(({ body }) => body.ClientRequestToken)
  expect(tokens).toHaveLength(3)
  expect(new Set(tokens).size).toBe(1)
  service.play([{}])
  await store.transact(CHANGES)
  expect(service.requests[0]?.body.ClientRequestToken).not.toBe(tokens[0])
})

it('gives up on a transaction that others stay in the way of', async () => {
  const store = await openStore([cancelled('TransactionConflict', 'None')])
  const transaction = store.transact(CHANGES)
  await expect(transaction).rejects.toBeInstanceOf(StoreError)
  await expect(transaction).rejects.toThrow(/cancelled 8 times \(TransactionConflict\)/)
  expect(service.requests).toHaveLength(8)
})

it('names the first key whose expectation failed, checks of anything left out', async () => {
  const store = await openStore([cancelled('TransactionConflict', 'ConditionalCheckFailed')])
  const transaction = store.transact(CHANGES)
  await expect(transaction).rejects.toBeInstanceOf(ConflictError)
  await expect(transaction).rejects.toMatchObject({ key: { sk: 'c' } })
  expect(service.requests).toHaveLength(1)
  expect(service.requests[0]?.body.TransactItems).toHaveLength(2)
})

it('does not repeat a transaction that can never go through', async () => {
  const store = await openStore([cancelled('ValidationError', 'TransactionConflict')])
  const transaction = store.transact(CHANGES)
  await expect(transaction).rejects.toBeInstanceOf(StoreError)
  await expect(transaction).rejects.toThrow(/TransactWriteItems \(ValidationError/)
  expect(service.requests).toHaveLength(1)
})

it('asks nothing for a transaction that changes and expects nothing', async () => {
  const store = await openStore([{}])
  await store.transact([{ check: key('a'), expect: 'any' }])
  expect(service.requests).toHaveLength(0)
})
