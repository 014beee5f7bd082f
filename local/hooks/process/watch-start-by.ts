import { monotonicMs } from './monotonic-ms.ts'

/**
 * Calls `passed` when a time on the monotonic clock is over and all is read that had come by then:
 * timers run before sockets are read, immediates after. Gives what calls it off.
 */
export function watchStartBy(startBy: number, passed: () => void): () => void {
  let isOff = false
  let timer = wait()
  return () => {
    isOff = true
    clearTimeout(timer)
  }

  function wait(): NodeJS.Timeout {
    return setTimeout(look, Math.max(1, Math.ceil(startBy - monotonicMs())))
  }

  function look(): void {
    if (monotonicMs() <= startBy) timer = wait()
    else setImmediate(() => isOff || passed())
  }
}
