import { setTimeout as delay } from 'node:timers/promises'
import { ConflictError } from '../core/errors.ts'

const TRIES = 8
const JITTER_MS = 30

/** Reads and writes anew when somebody else wrote in between; at last throws the `ConflictError`. */
export async function retryConflicts<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction()
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) throw error
      await delay(Math.random() * JITTER_MS * tries)
    }
  }
}
