import { describe, expect, test } from 'vitest'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { errorOf, hookOf, openHook, resultOf } from '../support/open-hook.ts'

describe('a result passes through JSON', () => {
  test.each([
    ['cb(null, { a: new Date(0), b: undefined, c: () => 1 })', { a: '1970-01-01T00:00:00.000Z' }],
    ['cb(null, { toJSON: () => ({ own: true }) })', { own: true }],
    ["cb(null, 'text')", 'text'],
    ['cb(null, null)', null],
    ['cb(null, () => 1)', undefined],
    ['cb(null)', undefined],
    ['cb()', undefined],
    ["cb('', { a: 1 })", { a: 1 }],
    ['cb(0, { a: NaN })', { a: null }],
  ])('%s', async (body, expected) => {
    expect(resultOf(await openHook(hookOf(body)).run())).toEqual(expected)
  })

  test('as it was when the callback was called', async () => {
    const { run } = openHook(hookOf('const t = { a: 1 }; cb(null, t); t.a = 2'))
    expect(resultOf(await run())).toEqual({ a: 1 })
  })
})

describe('what is not JSON fails', () => {
  test.each([
    ['a cycle', 'const t = {}; t.t = t; cb(null, t)', /circular/],
    ['a BigInt', 'cb(null, { a: 1n })', /BigInt/],
    ['a throwing getter', "cb(null, { get a() { throw new Error('get') } })", /get/],
    ['a throwing toJSON', "cb(null, { toJSON() { throw new Error('to') } })", /to/],
    ['too deep', 'let t = {}; for (let i = 0; i < 1e5; i++) t = { t }; cb(null, t)', /stack/],
  ])('%s', async (_, body, message) => {
    const outcome = await openHook(hookOf(body)).run()
    expect(outcome).toMatchObject({ kind: 'failed', cause: 'result-not-json' })
    expect(errorOf(outcome).message).toMatch(message)
  })
})

describe('a result is bounded in UTF-8 bytes', () => {
  // {"a":"…"} has 8 bytes around the text.
  const room = HOOK_LIMITS.resultBytes - 8
  test.each([
    ['x', room, 'result'],
    ['x', room + 1, 'failed'],
    ['é', room / 2, 'result'],
    ['é', room / 2 + 1, 'failed'],
  ])('%s times %d: %s', async (character, count, kind) => {
    const { run } = openHook(hookOf(`cb(null, { a: '${character}'.repeat(${count}) })`))
    const outcome = await run()
    expect(outcome.kind).toBe(kind)
    if (outcome.kind === 'failed') expect(outcome.cause).toBe('result-too-large')
  })
})

test('the first call of the callback wins', async () => {
  const { run } = openHook(hookOf("cb(null, { a: 1 }); cb(null, { a: 2 }); cb(new Error('late'))"))
  expect(resultOf(await run())).toEqual({ a: 1 })
})

test('a callback that comes in a later event belongs to its own', async () => {
  const { run } = openHook(
    hookOf(`
      if (globalThis.old) { globalThis.old(null, { of: 'old' }); setTimeout(cb, 5, null, { of: 'new' }) }
      else { globalThis.old = cb; cb(null, { of: 'old' }) }
    `),
  )
  await run()
  expect(resultOf(await run())).toEqual({ of: 'new' })
  Reflect.deleteProperty(globalThis, 'old')
})

test('measures the duration in hundredths of a millisecond', async () => {
  const hook = openHook(hookOf('setTimeout(cb, 20)'))
  const start = performance.now()
  const { durationMs } = await hook.run()
  expect(durationMs).toBeGreaterThanOrEqual(19)
  expect(durationMs).toBeLessThanOrEqual(performance.now() - start + 0.01)
  expect(Math.round(durationMs * 100) / 100).toBe(durationMs)
})
