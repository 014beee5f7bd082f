import { expect, test } from 'vitest'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { errorOf, hookOf, openHook, resultOf } from '../support/open-hook.ts'

const COUNTER = hookOf(`
  const { storage } = context.webtask
  storage.get((error, data) => {
    if (error) return cb(error)
    const next = { count: data ? data.count + 1 : 1 }
    storage.set(next, { force: 1 }, (error) => cb(error, next))
  })
`)

test('keeps data from event to event, for one version', async () => {
  const { run } = openHook(COUNTER)
  expect(resultOf(await run())).toEqual({ count: 1 })
  expect(resultOf(await run())).toEqual({ count: 2 })
  expect(resultOf(await openHook(COUNTER).run())).toEqual({ count: 1 })
})

test('is empty at first, takes no options, and calls back later', async () => {
  const { run } = openHook(
    hookOf(`
      const { get, set } = context.webtask.storage
      let later = false
      get((error, data) => { const wasLater = later; set(1, (setError) => get((_, one) =>
        cb(null, { later: wasLater, first: [error, typeof data], setError, one }))) })
      later = true
    `),
  )
  expect(resultOf(await run())).toEqual({
    later: true,
    first: [null, 'undefined'],
    setError: null,
    one: 1,
  })
})

test('holds a copy as JSON', async () => {
  const { run } = openHook(
    hookOf(`
      const { storage } = context.webtask
      const data = { at: new Date(0), list: [1] }
      storage.set(data, () => { data.list.push(2); storage.get((_, a) => { a.list.push(3); storage.get((_, b) => cb(null, b)) }) })
    `),
  )
  expect(resultOf(await run())).toEqual({ at: '1970-01-01T00:00:00.000Z', list: [1] })
})

test('takes 100 KB and refuses more, keeping what it had', async () => {
  const { run } = openHook(
    hookOf(`
      const { storage } = context.webtask
      const fits = 'x'.repeat(${HOOK_LIMITS.storageBytes - 2})
      storage.set(fits, (error) => storage.set(fits + 'x', (tooLarge) => storage.get((_, kept) =>
        cb(error || (kept === fits ? tooLarge : 'lost')))))
    `),
  )
  expect(errorOf(await run())).toMatchObject({
    name: 'RangeError',
    message: `The data has ${HOOK_LIMITS.storageBytes + 1} bytes as JSON; at most ${HOOK_LIMITS.storageBytes} can be stored.`,
  })
})

test('hands what is not JSON to the callback, and needs none', async () => {
  const { run } = openHook(
    hookOf(
      'const t = {}; t.t = t; context.webtask.storage.set(1); context.webtask.storage.set(t, cb)',
    ),
  )
  expect(errorOf(await run()).message).toMatch(/circular/)
})
