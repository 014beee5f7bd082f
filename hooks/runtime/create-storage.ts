import { HOOK_LIMITS } from './contract.ts'
import { nextTick, parseJson, stringifyJson, utf8Bytes } from './primordials.ts'

type GetCallback = (error: unknown, data?: unknown) => void
type SetCallback = (error?: unknown) => void

/** `context.webtask.storage`: one JSON value of at most 100 KB. */
export interface HookStorage {
  get(cb: GetCallback): void
  /** The options (`{ force: 1 }`) may be left out; nobody else writes, so they change nothing. */
  set(data: unknown, options: unknown, cb?: SetCallback): void
}

/** A storage that lives as long as the process: a cache that may be empty at any call. */
export function createStorage(): HookStorage {
  let stored: string | undefined

  return {
    get(cb) {
      const data: unknown = stored === undefined ? undefined : parseJson(stored)
      nextTick(cb, null, data)
    },
    set(data, options, cb) {
      const done = typeof options === 'function' ? (options as SetCallback) : cb
      let failure: unknown = null
      try {
        const text = stringifyJson(data)
        checkSize(text)
        stored = text
      } catch (thrown) {
        failure = thrown
      }
      if (typeof done === 'function') nextTick(done, failure)
    },
  }
}

function checkSize(text: string | undefined): void {
  const bytes = text === undefined ? 0 : utf8Bytes(text)
  if (bytes <= HOOK_LIMITS.storageBytes) return
  throw new RangeError(
    `The data has ${bytes} bytes as JSON; at most ${HOOK_LIMITS.storageBytes} can be stored.`,
  )
}
