import { describe, expect, test } from 'vitest'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { errorOf, hookOf, openHook } from '../support/open-hook.ts'

describe('a refusal carries name and message', () => {
  test.each([
    ["new InvalidScopeError('m')", 'InvalidScopeError', 'm'],
    ["new InvalidRequestError('m')", 'InvalidRequestError', 'm'],
    ["new ServerError('m')", 'ServerError', 'm'],
    ["new Error('m')", 'Error', 'm'],
    ["new TypeError('m')", 'TypeError', 'm'],
    ["new (class Mine extends InvalidScopeError {})('m')", 'InvalidScopeError', 'm'],
    ["Object.assign(new Error('m'), { name: 'InvalidScopeError' })", 'InvalidScopeError', 'm'],
    ['new Error()', 'Error', ''],
    ["'m'", 'Error', 'm'],
    ['42', 'Error', '42'],
    ['true', 'Error', 'true'],
    ["Symbol('m')", 'Error', 'Symbol(m)'],
    ["{ message: 'm' }", 'Error', 'm'],
    ["{ name: 'ServerError', message: 'm' }", 'ServerError', 'm'],
    ["{ name: 7, message: 'm' }", 'Error', 'm'],
    ['{ message: 7 }', 'Error', '7'],
    ['{}', 'Error', '[object Object]'],
    ["['a', 'b']", 'Error', 'a,b'],
  ])('%s', async (thrown, name, message) => {
    const outcome = await openHook(hookOf(`cb(${thrown}, { ignored: true })`)).run()
    expect(outcome.kind).toBe('refused')
    expect(errorOf(outcome)).toMatchObject({ name, message })
  })
})

describe('a hostile error is refused all the same', () => {
  const unprintable = 'a value that cannot be turned into text'
  test.each([
    ['getters that throw', '{ get name() { throw 1 }, get message() { throw 2 } }', /object/],
    ['toString that throws', '{ toString() { throw 1 } }', unprintable],
    ['no prototype', 'Object.create(null)', unprintable],
    [
      'a revoked proxy',
      '(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy })()',
      unprintable,
    ],
    ['a stack that is no text', "Object.assign(new Error('m'), { stack: {} })", 'm'],
  ])('%s', async (_, thrown, message) => {
    const outcome = await openHook(hookOf(`cb(${thrown})`)).run()
    expect(outcome.kind).toBe('refused')
    expect(errorOf(outcome).name).toBe('Error')
    expect(errorOf(outcome).message).toMatch(message)
  })
})

test('cuts name, message and stack to their bounds', async () => {
  const { run } = openHook(
    hookOf("const e = new Error('m'.repeat(1e6)); e.name = 'n'.repeat(1e6); cb(e)"),
  )
  const { name, message, stack } = errorOf(await run())
  expect(name.length).toBeLessThanOrEqual(128)
  expect(message).toBe(`${'m'.repeat(HOOK_LIMITS.errorMessageCharacters - 1)}…`)
  expect(stack).toHaveLength(HOOK_LIMITS.errorStackCharacters)
})

test('shows the stack in the lines of the script, without the runtime and its callers', async () => {
  const { run } = openHook(`// first line
function refuse(cb) {
  cb(new InvalidScopeError('m'))
}
module.exports = function (client, scope, audience, context, cb) {
  refuse(cb)
}
`)
  expect(errorOf(await run()).stack).toBe(
    'InvalidScopeError: m\n    at refuse (hook.cjs:3:6)\n    at module.exports (hook.cjs:6:3)',
  )
})

test('defines the three classes as globals that are subclasses of Error', async () => {
  const { run } = openHook(`
    const atLoad = typeof InvalidScopeError
    ${hookOf(`cb(null, {
      atLoad,
      errors: [InvalidScopeError, InvalidRequestError, ServerError].map((E) =>
        [E.name, new E('m') instanceof Error, new E('m') instanceof E, String(new E('m'))]),
      enumerable: Object.keys(globalThis).includes('ServerError') })`)}`)
  expect(await run()).toMatchObject({
    result: {
      atLoad: 'function',
      errors: [
        ['InvalidScopeError', true, true, 'InvalidScopeError: m'],
        ['InvalidRequestError', true, true, 'InvalidRequestError: m'],
        ['ServerError', true, true, 'ServerError: m'],
      ],
      enumerable: false,
    },
  })
})
