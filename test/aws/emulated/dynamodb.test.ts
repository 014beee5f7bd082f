import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamodbRequestCounter } from '../../../functions/aws/dynamodb-request-counter.ts'
import { createDynamodbTenantStore } from '../../../functions/aws/dynamodb-tenant-store.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import type { TenantStore } from '../../../functions/core/ports/tenant-store.ts'
import { describeTenantStore } from '../../contract/tenant-store.contract.ts'
import { describeDynamodb } from '../../support/aws/describe-dynamodb.ts'
import { describeAgainst } from '../support/describe-against.ts'
import { missingForDynamodbLocal, openDynamodbTable } from '../support/dynamodb-local.ts'
import { targetOf, uniqueName } from '../support/target.ts'

const TABLE = uniqueName('table')
const target = targetOf('DYNAMODB', 'DynamoDB Local')
const missing = target.kind === 'emulator' ? missingForDynamodbLocal() : undefined

describeAgainst(target, missing, () => {
  let emulated: Awaited<ReturnType<typeof openDynamodbTable>>
  let store: TenantStore
  beforeAll(async () => {
    emulated = await openDynamodbTable(TABLE, target)
    store = createDynamodbTenantStore(emulated.client, TABLE)
  })
  afterAll(() => emulated?.close())

  describeTenantStore('DynamoDB', async () => ({ store, close() {} }))
  describeDynamodb('DynamoDB', () => ({ client: emulated.client, tableName: TABLE }))

  describe('TenantStore on DynamoDB', () => {
    it('lists 10,000 records, each once and in order, in pages of 1,000 and all at once', async () => {
      const places = Array.from({ length: 10_000 }, (_, place) => String(place).padStart(5, '0'))
      for (let begin = 0; begin < places.length; begin += 100) {
        await store.transact(
          places.slice(begin, begin + 100).map((sk) => ({
            put: { pk: 'many', sk },
            value: { text: 'x'.repeat(200) },
            expect: 'absent' as const,
          })),
        )
      }
      const whole = await store.list('many', { limit: 20_000 })
      expect(whole.map(({ sk }) => sk)).toEqual(places)
      const paged: string[] = []
      for (;;) {
        const after = paged.at(-1)
        const page = await store.list('many', { limit: 1_000, ...(after && { after }) })
        paged.push(...page.map(({ sk }) => sk))
        if (page.length < 1_000) break
      }
      expect(paged).toEqual(places)
    })

    it('lists records of which a few fill a page of a megabyte, both ways', async () => {
      const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
      for (const sk of places) {
        const value = { text: sk.repeat(390 * 1024) }
        await store.transact([{ put: { pk: 'large', sk }, value, expect: 'absent' }])
      }
      const up = await store.list('large', { limit: 7 })
      expect(up.map(({ sk }) => sk)).toEqual(places)
      const down = await store.list('large', { limit: 5, descending: true })
      expect(down.map(({ sk }) => sk)).toEqual(['g', 'f', 'e', 'd', 'c'])
    })

    it('knows nothing of keys that no table can hold, and refuses to write them', async () => {
      const key = { pk: 'x', sk: 'y'.repeat(1025) }
      await store.transact([{ put: { pk: 'x', sk: 'y' }, value: { here: true }, expect: 'any' }])
      const [known, impossible] = await store.read([{ pk: 'x', sk: 'y' }, key])
      expect(known?.value).toEqual({ here: true })
      expect(impossible).toBeUndefined()
      expect(await store.read([key])).toEqual([undefined])
      const write = store.transact([{ put: key, value: {}, expect: 'any' }])
      await expect(write).rejects.toBeInstanceOf(RangeError)
    })

    it('takes the empty place as the one before all others', async () => {
      expect((await store.list('many', { after: '', limit: 1 }))[0]?.sk).toBe('00000')
      expect(await store.list('many', { after: '', limit: 1, descending: true })).toEqual([])
    })

    it('names service and operation when the table is not there', async () => {
      const elsewhere = createDynamodbTenantStore(emulated.client, 'elsewhere')
      const read = elsewhere.read([{ pk: 'T', sk: 'hot' }])
      await expect(read).rejects.toBeInstanceOf(StoreError)
      await expect(read).rejects.toThrow(/^DynamoDB BatchGetItem failed: ResourceNotFoundException/)
    })
  })

  describe('RequestCounter on DynamoDB', () => {
    it('counts calls that come at once, each client and each minute by itself', async () => {
      const counter = createDynamodbRequestCounter(emulated.client, TABLE)
      const counts = await Promise.all(Array.from({ length: 20 }, () => counter.count('one', 7)))
      expect(counts.sort((a, b) => a - b)).toEqual(counts.map((_, place) => place + 1))
      expect(await counter.count('one', 8)).toBe(1)
      expect(await counter.count('two', 7)).toBe(1)
    })
  })
})
