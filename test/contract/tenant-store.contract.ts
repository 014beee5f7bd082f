import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ConflictError } from '../../functions/core/errors.ts'
import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'
import type { RecordKey } from '../../functions/core/record-keys.ts'

interface Note {
  text: string
}

/** What every `TenantStore` does, run on each adapter. */
export function describeTenantStore(
  name: string,
  open: () => Promise<{ store: TenantStore; close: () => Promise<void> | void }>,
): void {
  describe(`TenantStore: ${name}`, () => {
    let store: TenantStore
    let close: () => Promise<void> | void
    let partition: string
    let partitions = 0
    const key = (sk: string): RecordKey<Note> => ({ pk: partition, sk })
    const put = (sk: string, text: string, expected: number | 'absent' | 'any' = 'any') =>
      store.transact([{ put: key(sk), value: { text }, expect: expected }])

    beforeAll(async () => {
      const opened = await open()
      store = opened.store
      close = opened.close
    })
    afterAll(() => close())
    beforeEach(() => {
      partition = `test-${partitions++}`
    })

    it('reads what was written, in the order of the keys, undefined for what is not there', async () => {
      await put('a', 'first')
      await put('b', 'second')
      const found = await store.read([key('b'), key('nothing'), key('a')])
      expect(found).toEqual([
        { value: { text: 'second' }, revision: 1 },
        undefined,
        { value: { text: 'first' }, revision: 1 },
      ])
    })

    it('keeps records of different partitions and places apart', async () => {
      await put('a', 'mine')
      const other = await store.read([{ pk: `${partition}#`, sk: 'a' }, key('a#')])
      expect(other).toEqual([undefined, undefined])
    })

    it('keeps every text as it is', async () => {
      const text = 'é 漢 𝄞 \u0000 " \\ \n __proto__'
      const sk = 'https://api.example.com/é?x=%20#y'
      await put(sk, text)
      expect(await store.read([key(sk)])).toEqual([{ value: { text }, revision: 1 }])
    })

    it('keeps a record as it is, whatever its readers and writers do to their values', async () => {
      const written = { text: 'kept' }
      await store.transact([{ put: key('a'), value: written, expect: 'any' }])
      written.text = 'changed by its writer'
      const [mine] = await store.read([key('a')])
      expect(mine?.value.text).toBe('kept')
      // A store may give frozen values: then this is refused.
      Reflect.set(mine?.value ?? {}, 'text', 'changed by its reader')
      expect((await store.read([key('a')]))[0]?.value).toEqual({ text: 'kept' })
    })

    it('raises the revision with every write, and starts anew after a removal', async () => {
      await put('a', 'one')
      await put('a', 'two')
      expect((await store.read([key('a')]))[0]?.revision).toBe(2)
      await store.transact([{ remove: key('a'), expect: 2 }])
      await put('a', 'three', 'absent')
      expect((await store.read([key('a')]))[0]?.revision).toBe(1)
    })

    it.each([
      ['a revision that has passed', 1],
      ['a revision to come', 3],
      ['absence of what is there', 'absent'],
    ] as const)('refuses a write that expects %s', async (_name, expected) => {
      await put('a', 'one')
      await put('a', 'two')
      const write = put('a', 'three', expected)
      await expect(write).rejects.toBeInstanceOf(ConflictError)
      await expect(write).rejects.toMatchObject({ key: { pk: partition, sk: 'a' } })
      expect((await store.read([key('a')]))[0]).toEqual({ value: { text: 'two' }, revision: 2 })
    })

    it('refuses changes of what is not there when a revision is expected', async () => {
      await expect(put('a', 'one', 1)).rejects.toBeInstanceOf(ConflictError)
      await expect(store.transact([{ remove: key('a'), expect: 1 }])).rejects.toBeInstanceOf(
        ConflictError,
      )
      await expect(store.transact([{ check: key('a'), expect: 1 }])).rejects.toBeInstanceOf(
        ConflictError,
      )
    })

    it('does all changes of a transaction', async () => {
      await put('old', 'x')
      await put('checked', 'x')
      await store.transact([
        { put: key('new'), value: { text: 'y' }, expect: 'absent' },
        { remove: key('old'), expect: 1 },
        { check: key('checked'), expect: 1 },
        { check: key('never'), expect: 'absent' },
      ])
      const found = await store.read([key('new'), key('old'), key('checked')])
      expect(found.map((record) => record?.revision)).toEqual([1, undefined, 1])
    })

    it('does none of them when one expectation fails', async () => {
      await put('a', 'one')
      const transaction = store.transact([
        { put: key('b'), value: { text: 'b' }, expect: 'absent' },
        { remove: key('a'), expect: 1 },
        { check: key('c'), expect: 1 },
      ])
      await expect(transaction).rejects.toMatchObject({ key: { sk: 'c' } })
      const found = await store.read([key('a'), key('b')])
      expect(found.map((record) => record?.value.text)).toEqual(['one', undefined])
    })

    it('lets exactly one of several writers of a revision through', async () => {
      await put('a', 'zero')
      const writes = Array.from({ length: 8 }, (_, writer) => put('a', `writer ${writer}`, 1))
      const results = await Promise.allSettled(writes)
      const winners = results.flatMap(({ status }, writer) =>
        status === 'fulfilled' ? writer : [],
      )
      expect(winners).toHaveLength(1)
      expect((await store.read([key('a')]))[0]).toEqual({
        value: { text: `writer ${winners[0]}` },
        revision: 2,
      })
    })

    it('lists a partition in the order of its places, page by page', async () => {
      for (const sk of ['c', 'a', 'é', 'b', 'B']) await put(sk, sk)
      const first = await store.list<Note>(partition, { limit: 3 })
      expect(first.map(({ sk }) => sk)).toEqual(['B', 'a', 'b'])
      expect(first[0]).toEqual({ sk: 'B', value: { text: 'B' }, revision: 1 })
      const rest = await store.list<Note>(partition, { after: 'b', limit: 3 })
      expect(rest.map(({ sk }) => sk)).toEqual(['c', 'é'])
      expect(await store.list<Note>(partition, { after: 'é', limit: 3 })).toEqual([])
    })

    it('lists backwards', async () => {
      for (const sk of ['a', 'b', 'c']) await put(sk, sk)
      const page = { limit: 2, descending: true }
      expect((await store.list(partition, page)).map(({ sk }) => sk)).toEqual(['c', 'b'])
      const rest = await store.list(partition, { ...page, after: 'b' })
      expect(rest.map(({ sk }) => sk)).toEqual(['a'])
    })

    it('takes a transaction of 100 changes and refuses one of 101', async () => {
      const changes = Array.from({ length: 101 }, (_, place) => ({
        put: key(String(place)),
        value: { text: '' },
        expect: 'absent' as const,
      }))
      await expect(store.transact(changes)).rejects.toBeInstanceOf(RangeError)
      await store.transact(changes.slice(0, 100))
      expect(await store.list(partition, { limit: 200 })).toHaveLength(100)
    })

    it('refuses a record over 400 KB, an empty key, and a key named twice', async () => {
      await expect(put('a', 'x'.repeat(400 * 1024))).rejects.toBeInstanceOf(RangeError)
      await expect(put('', 'x')).rejects.toBeInstanceOf(RangeError)
      await expect(store.read([])).rejects.toBeInstanceOf(RangeError)
      await expect(store.read([key('a'), key('a')])).rejects.toBeInstanceOf(RangeError)
      const twice = [
        { put: key('a'), value: { text: 'x' }, expect: 'any' as const },
        { check: key('a'), expect: 'absent' as const },
      ]
      await expect(store.transact(twice)).rejects.toBeInstanceOf(RangeError)
      expect(await store.list(partition, { limit: 10 })).toEqual([])
    })
  })
}
