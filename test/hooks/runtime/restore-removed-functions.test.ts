import util from 'node:util'
import { describe, expect, it } from 'vitest'
import { restoreRemovedFunctions } from '../../../hooks/runtime/restore-removed-functions.ts'

restoreRemovedFunctions()
const old = util as unknown as Record<string, (value: unknown) => boolean>

describe('functions that Node has dropped', () => {
  it.each([
    ['isBoolean', false, 0],
    ['isBuffer', Buffer.alloc(1), new Uint8Array(1)],
    ['isDate', new Date(), Date.now()],
    ['isError', new TypeError('x'), { message: 'x' }],
    ['isFunction', () => 0, {}],
    ['isNull', null, undefined],
    ['isNullOrUndefined', undefined, 0],
    ['isNumber', Number.NaN, '1'],
    ['isObject', [], null],
    ['isPrimitive', null, {}],
    ['isRegExp', /x/, 'x'],
    ['isString', '', 0],
    ['isSymbol', Symbol('x'), 'x'],
    ['isUndefined', undefined, null],
  ])('util.%s is there again', (name, right, wrong) => {
    expect(old[name]?.(right)).toBe(true)
    expect(old[name]?.(wrong)).toBe(false)
  })

  it('GLOBAL is the global object again', () => {
    expect((globalThis as Record<string, unknown>).GLOBAL).toBe(globalThis)
  })
})
