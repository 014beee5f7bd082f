import { describe, expect, test } from 'vitest'
import { errorOf, hookOf, openHook, resultOf } from '../support/open-hook.ts'
import { answerOf } from './answer-of.ts'

describe('an error handed to the callback', () => {
  test.each<[string, string, [name: string, message: string], [number, string]]>([
    [
      'of the kind InvalidRequestError is a 400',
      "cb(new InvalidRequestError('bad request'))",
      ['InvalidRequestError', 'bad request'],
      [400, 'invalid_request'],
    ],
    [
      'of the kind InvalidScopeError is a 400',
      "cb(new InvalidScopeError('bad scope'))",
      ['InvalidScopeError', 'bad scope'],
      [400, 'invalid_scope'],
    ],
    [
      'of the kind ServerError is a 500',
      "cb(new ServerError('server failure'))",
      ['ServerError', 'server failure'],
      [500, 'server_error'],
    ],
    [
      'of no kind of these is a 500 with its message',
      "cb(new Error('vanilla error'))",
      ['Error', 'vanilla error'],
      [500, 'server_error'],
    ],
    [
      'from a library is a 500 with its message',
      "try { JSON.parse('{') } catch (e) { cb(e) }",
      ['SyntaxError', "Expected property name or '}' in JSON at position 1 (line 1 column 2)"],
      [500, 'server_error'],
    ],
    [
      'leaves a result beside it unheeded',
      "cb(new InvalidScopeError('m'), { scope: ['all'] })",
      ['InvalidScopeError', 'm'],
      [400, 'invalid_scope'],
    ],
    [
      'after a while counts like one at once',
      "setTimeout(() => cb(new InvalidRequestError('late')), 5)",
      ['InvalidRequestError', 'late'],
      [400, 'invalid_request'],
    ],
    [
      'counts by the name that it was given',
      "const e = new Error('m'); e.name = 'InvalidRequestError'; cb(e)",
      ['InvalidRequestError', 'm'],
      [400, 'invalid_request'],
    ],
    [
      'counts by its name when it is no Error at all',
      "cb({ name: 'InvalidScopeError', message: 'm' })",
      ['InvalidScopeError', 'm'],
      [400, 'invalid_scope'],
    ],
    [
      'has a message made of no argument',
      'cb(new InvalidScopeError())',
      ['InvalidScopeError', ''],
      [400, 'invalid_scope'],
    ],
    [
      'has a message made of what is no text',
      'cb(new InvalidScopeError(42))',
      ['InvalidScopeError', '42'],
      [400, 'invalid_scope'],
    ],
    [
      '+ that is a string is its own message, where the original had none',
      "cb('just text')",
      ['Error', 'just text'],
      [500, 'server_error'],
    ],
    [
      '+ of a subclass is of the kind of its class; the original went by the name of the subclass',
      "class TooWide extends InvalidScopeError {}; cb(new TooWide('m'))",
      ['InvalidScopeError', 'm'],
      [400, 'invalid_scope'],
    ],
    [
      'of a subclass that names itself, as the original did for it, is a 500',
      `class TooWide extends InvalidScopeError {
         constructor(m) { super(m); this.name = this.constructor.name }
       }
       cb(new TooWide('m'))`,
      ['TooWide', 'm'],
      [500, 'server_error'],
    ],
  ])('%s', async (_, body, [name, message], [status, code]) => {
    const outcome = await openHook(hookOf(body)).run()
    expect(outcome.kind).toBe('refused')
    expect(errorOf(outcome)).toMatchObject({ name, message })
    expect(answerOf(outcome)).toEqual([status, code, message])
  })

  test('has a stack that begins with its name and the line of the script', async () => {
    const { run } = openHook(hookOf("cb(new ServerError('server failure'))"))
    expect(errorOf(await run()).stack).toMatch(/^ServerError: server failure\n.*hook\.cjs:2:4/)
  })
})

describe('the error classes', () => {
  test.each<[string, string, unknown]>([
    [
      'are there without require, for the script and for its functions',
      `const early = typeof InvalidScopeError
       ${hookOf('cb(null, [early, typeof InvalidRequestError, typeof ServerError])')}`,
      ['function', 'function', 'function'],
    ],
    [
      'make errors that are of their class and Errors',
      hookOf(
        "const e = new ServerError('m'); cb(null, [e instanceof ServerError, e instanceof Error, e.name, e.message, String(e)])",
      ),
      [true, true, 'ServerError', 'm', 'ServerError: m'],
    ],
    [
      'make errors whose constructor has their name',
      hookOf("cb(null, new InvalidScopeError('m').constructor.name)"),
      'InvalidScopeError',
    ],
    [
      '+ may be declared again by a script, which the original could not compile',
      `class InvalidScopeError extends Error { get name() { return 'Mine' } }
       const ServerError = 1
       function InvalidRequestError() {}
       ${hookOf("cb(null, new InvalidScopeError('m').name)")}`,
      'Mine',
    ],
    [
      'may be assigned by a script that defines them when they are missing',
      `if (typeof InvalidScopeError === 'undefined') InvalidScopeError = Error
       ${hookOf("cb(null, new InvalidScopeError('m').name)")}`,
      'InvalidScopeError',
    ],
  ])('%s', async (_, script, expected) => {
    expect(resultOf(await openHook(script).run())).toEqual(expected)
  })
})
