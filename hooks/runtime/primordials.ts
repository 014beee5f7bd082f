import { types } from 'node:util'

/**
 * What the runtime needs of the language and of Node, taken before a script is loaded: a hook may
 * replace any global or prototype method, for itself and not for us. Code that runs after a hook
 * uses these or plain syntax, never a method found on a prototype.
 */
export const apply = Reflect.apply

function uncurry<T, A extends unknown[], R>(
  method: (this: T, ...args: A) => R,
): (self: T, ...args: A) => R {
  return (self, ...args) => apply(method, self, args)
}

export const NativePromise = Promise
export const isNativeError = types.isNativeError
export const isNativePromise = types.isPromise
const then = Promise.prototype.then
export function promiseThen<T>(
  promise: Promise<T>,
  fulfilled: (value: T) => void,
  rejected: (reason: never) => void,
): void {
  apply(then, promise, [fulfilled, rejected])
}

export const stringifyJson: (value: unknown) => string | undefined = JSON.stringify
export const parseJson = JSON.parse

/** Milliseconds of the monotonic clock. */
export const now = performance.now.bind(performance)
export const startTimer = setTimeout
export const stopTimer = clearTimeout
export const startInterval = setInterval
export const stopInterval = clearInterval
export const afterThisTurn = setImmediate
export const nextTick = process.nextTick
/** The kinds of what keeps the event loop alive, one entry each. */
export const activeResources = process.getActiveResourcesInfo.bind(process)

export const round = Math.round
export const toText = String
export const encodeUri = encodeURIComponent
export const keysOf = Object.keys
export const hasOwn = Object.hasOwn
const setPrototypeOf = Object.setPrototypeOf
export const withoutPrototype = <T extends object>(value: T): T => setPrototypeOf(value, null)

const arraySort = uncurry(Array.prototype.sort)
/** Sorts in place. */
export function sort<T>(items: T[], compare: (a: T, b: T) => number): void {
  arraySort(items, compare as (a: unknown, b: unknown) => number)
}

export const slice: (text: string, start: number, end?: number) => string = uncurry(
  String.prototype.slice,
)
export const indexOf: (text: string, part: string, from?: number) => number = uncurry(
  String.prototype.indexOf,
)
export const trim = uncurry(String.prototype.trim)
export const codeAt = uncurry(String.prototype.charCodeAt)

export const utf8Bytes = Buffer.byteLength
const bufferFrom: (text: string, encoding: BufferEncoding) => Buffer = Buffer.from
const bufferText: (bytes: Buffer, encoding: BufferEncoding) => string = uncurry(
  Buffer.prototype.toString,
)
export const base64 = (text: string) => bufferText(bufferFrom(text, 'utf8'), 'base64')
/** The same text in memory of its own: a slice would keep the whole of a long text alive. */
export const detach = (text: string) => bufferText(bufferFrom(text, 'utf16le'), 'utf16le')
