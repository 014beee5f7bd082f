import { setTimeout as delay } from 'node:timers/promises'

const FIRST_MS = 20
const LONGEST_MS = 250

/**
 * Looks again, ever less often, until there is something or the deadline (of `performance.now()`)
 * has come: then undefined.
 */
export async function pollUntil<T>(
  deadline: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let ms = FIRST_MS; ; ms = Math.min(ms * 1.5, LONGEST_MS)) {
    const found = await look()
    const leftMs = deadline - performance.now()
    if (found !== undefined || leftMs <= 0) return found
    await delay(Math.min(ms * (0.5 + Math.random()), leftMs))
  }
}
