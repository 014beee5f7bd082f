/** A wait that is worth a look at why. */
const LOOK_AFTER_MS = 5

/**
 * Calls `look` once, 5 ms after a start, with the time before which a wait counts as long; starting
 * a watch that runs does nothing. When this process was late itself, so may the answers that it
 * waits for be: they get that time on top, and those that lie ready are read before the look.
 */
export function createGrowthWatch(look: (before: number) => void): {
  start(): void
  stop(): void
} {
  let timer: NodeJS.Timeout | undefined
  return {
    start() {
      if (timer) return
      const due = performance.now() + LOOK_AFTER_MS
      timer = setTimeout(() => {
        setImmediate(() => {
          if (!timer) return
          timer = undefined
          const now = performance.now()
          look(now - LOOK_AFTER_MS - 2 * (now - due))
        })
      }, LOOK_AFTER_MS)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
