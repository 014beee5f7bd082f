const FIRST_PAUSE_MS = 25
const LONGEST_PAUSE_MS = 400

/**
 * Repeats `attempt` until it gives a result, with growing pauses of random length; undefined when
 * `mostAttempts` gave none.
 */
export async function retryWithin<T>(
  mostAttempts: number,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let attempts = 1; ; attempts++) {
    const result = await attempt()
    if (result !== undefined || attempts === mostAttempts) return result
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS)
    await new Promise((resolve) => {
      setTimeout(resolve, Math.random() * longest)
    })
  }
}
