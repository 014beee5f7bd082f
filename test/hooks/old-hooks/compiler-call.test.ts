import { describe, expect, test } from 'vitest'
import { hookOf, openHook, resultOf } from '../support/open-hook.ts'

describe('the call', () => {
  test.each<[string, string, unknown]>([
    [
      'has five arguments even when the function declares fewer',
      'module.exports = function (client) { arguments[4](null, arguments.length) }',
      5,
    ],
    [
      'has five arguments even when the function declares more',
      'module.exports = (a, b, c, d, cb, none) => cb(null, [typeof cb, typeof none])',
      ['function', 'undefined'],
    ],
    [
      'has the global object as `this`',
      hookOf('cb(null, [this === global, this === globalThis])'),
      [true, true],
    ],
    [
      'takes no notice of what the function returns',
      hookOf("setTimeout(() => cb(null, 'called back'), 1); return { scope: ['returned'] }"),
      'called back',
    ],
    [
      'takes no notice of what an async function resolves to',
      "module.exports = async (a, b, c, d, cb) => { cb(null, 'called back'); return 'resolved' }",
      'called back',
    ],
    [
      'lets the function be called `callback` or anything else',
      'module.exports = function (c, s, a, ctx, callback) { return callback(null, s) }',
      ['read:data'],
    ],
    [
      '+ counts the first callback only, where a second one broke the original',
      hookOf("cb(null, 'first'); cb(null, 'second'); cb(new Error('third'))"),
      'first',
    ],
  ])('%s', async (_, script, expected) => {
    expect(resultOf(await openHook(script).run())).toEqual(expected)
  })

  test('runs what follows the callback, with the answer as it was before', async () => {
    const { run } = openHook(`
      let finished = 0
      module.exports = function (client, scope, audience, context, cb) {
        const token = { finished }
        cb(null, token)
        token.finished = finished += 1
      }`)
    expect(resultOf(await run())).toEqual({ finished: 0 })
    expect(resultOf(await run())).toEqual({ finished: 1 })
  })
})

describe('what is returned', () => {
  test.each<[string, string, unknown]>([
    ['is the object of the callback', "{ scope: ['a'], claim: 1 }", { scope: ['a'], claim: 1 }],
    ['loses what JSON does not know', '{ a: undefined, b() {}, c: Symbol() }', {}],
    ['has null for what is no number', '{ a: NaN, b: Infinity }', { a: null, b: null }],
    [
      'has dates and buffers as JSON writes them',
      "{ date: new Date(0), bytes: Buffer.from('a') }",
      { date: '1970-01-01T00:00:00.000Z', bytes: { type: 'Buffer', data: [97] } },
    ],
    [
      'has maps and sets as empty objects',
      '{ map: new Map([[1, 2]]), set: new Set([1]) }',
      { map: {}, set: {} },
    ],
    ['has inherited properties left out', 'Object.create({ inherited: 1 })', {}],
    ['may be null', 'null', null],
    ['may be nothing', 'undefined', undefined],
    ['may be a string', "'text'", 'text'],
  ])('%s', async (_, result, expected) => {
    expect(resultOf(await openHook(hookOf(`cb(null, ${result})`)).run())).toEqual(expected)
  })

  test.each(['null', 'undefined', "''", '0', 'false', 'NaN'])(
    'is a success after %s as the first argument',
    async (nothing) => {
      const { run } = openHook(hookOf(`cb(${nothing}, { scope })`))
      expect(resultOf(await run())).toEqual({ scope: ['read:data'] })
    },
  )
})
