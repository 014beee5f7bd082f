import { ConflictError } from './errors.ts'

const TRIES = 8
const JITTER_MS = 30

/** Reads and writes anew when somebody else wrote in between; at last throws the `ConflictError`. */
export async function retryConflicts<T>(
  transaction: () => Promise<T>,
  mostTries = TRIES,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction()
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === mostTries) throw error
      await pause(Math.random() * JITTER_MS * Math.min(tries, TRIES))
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
