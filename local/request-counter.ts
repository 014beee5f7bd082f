import type { RequestCounter } from '../functions/core/ports/request-counter.ts'

/** `RequestCounter` in memory, of the current minute alone. */
export function createRequestCounter(): RequestCounter {
  let current = 0
  let counts = new Map<string, number>()
  return {
    async count(clientId, minute) {
      if (minute !== current) {
        current = minute
        counts = new Map()
      }
      const count = (counts.get(clientId) ?? 0) + 1
      counts.set(clientId, count)
      return count
    },
  }
}
