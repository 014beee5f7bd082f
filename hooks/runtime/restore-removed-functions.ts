import util from 'node:util'

const isOfType = (type: string) => (value: unknown) => typeof value === type
const isObject = (value: unknown) => value !== null && typeof value === 'object'

/** What `util` had until Node 23, as its documentation described it. */
const REMOVED: Record<string, (value: unknown) => unknown> = {
  isBoolean: isOfType('boolean'),
  isBuffer: (value) => Buffer.isBuffer(value),
  isDate: (value) => util.types.isDate(value),
  isError: (value) => util.types.isNativeError(value) || value instanceof Error,
  isFunction: isOfType('function'),
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: isOfType('number'),
  isObject,
  isPrimitive: (value) => !isObject(value) && typeof value !== 'function',
  isRegExp: (value) => util.types.isRegExp(value),
  isString: isOfType('string'),
  isSymbol: isOfType('symbol'),
  isUndefined: isOfType('undefined'),
  log: (value) => console.log(value),
}

/** Gives old scripts back the plain functions that Node has dropped since they were written. */
export function restoreRemovedFunctions(): void {
  const target = util as unknown as Record<string, unknown>
  for (const [name, restored] of Object.entries(REMOVED)) target[name] ??= restored
  const globals = globalThis as Record<string, unknown>
  globals.GLOBAL ??= globalThis
  globals.root ??= globalThis
}
