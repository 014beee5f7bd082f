import { describe, expect, test } from 'vitest'
import { errorOf, hookOf, openHook, resultOf } from '../support/open-hook.ts'
import { answerOf } from './answer-of.ts'

describe('a hook that breaks is a 500, +and only the log says why', () => {
  const GENERIC = 'The hook of this tenant failed. Its owner finds the cause in the log.'

  test.each<[string, string, string, RegExp]>([
    [
      'a script that does not compile',
      'module.exports = function( {',
      'load-failed',
      /^Unexpected token|^Unexpected end|missing/,
    ],
    ['a script that throws when loaded', "throw new Error('at load')", 'load-failed', /^at load$/],
    [
      'a module that is not there',
      "require('no-such-module-at-all')",
      'load-failed',
      /^Cannot find module 'no-such-module-at-all'/,
    ],
    [
      'a script that exports nothing',
      'function hook(a, b, c, d, cb) { cb() }',
      'no-function',
      /type object/,
    ],
    [
      'a script that exports an object',
      "module.exports = { name: 'hook' }",
      'no-function',
      /type object/,
    ],
    ['a name that is not there', hookOf('cb(null, ctx)'), 'threw', /^ctx is not defined$/],
    ['a throw', hookOf("throw new Error('thrown')"), 'threw', /^thrown$/],
    [
      'a throw of a refusal, which only cb makes one',
      hookOf("throw new InvalidScopeError('thrown')"),
      'threw',
      /^thrown$/,
    ],
    [
      'a class called as a function',
      hookOf("cb(InvalidScopeError('m'))"),
      'threw',
      /cannot be invoked without 'new'$/,
    ],
    [
      'a throw in a timer',
      hookOf("setTimeout(() => { throw new Error('late') }, 1)"),
      'threw-late',
      /^late$/,
    ],
    [
      'a rejection',
      "module.exports = async () => { throw new Error('async') }",
      'rejected',
      /^async$/,
    ],
    [
      'a rejection that nobody handles',
      hookOf("Promise.reject(new Error('lost'))"),
      'rejected',
      /^lost$/,
    ],
    [
      'a result with a cycle',
      hookOf('const t = {}; t.t = t; cb(null, t)'),
      'result-not-json',
      /circular/,
    ],
    ['a result with a BigInt', hookOf('cb(null, { a: 1n })'), 'result-not-json', /BigInt/],
    [
      'a callback that never comes',
      hookOf('return { scope }'),
      'timed-out',
      /did not call cb within 50 ms/,
    ],
    [
      'an async function without callback',
      'module.exports = async () => ({})',
      'timed-out',
      /returned without calling cb/,
    ],
  ])('%s', async (_, script, cause, message) => {
    const outcome = await openHook(script).run({ timeoutMs: 50 })
    expect(outcome).toMatchObject({ kind: 'failed', cause })
    expect(errorOf(outcome).message).toMatch(message)
    expect(answerOf(outcome)).toEqual([500, 'server_error', GENERIC])
  })

  test('and the next call is answered', async () => {
    const { run } = openHook(hookOf("if (!scope.length) throw new Error('m'); cb(null, { scope })"))
    expect((await run({ scope: [] })).kind).toBe('failed')
    expect(resultOf(await run({ scope: ['a'] }))).toEqual({ scope: ['a'] })
  })
})
