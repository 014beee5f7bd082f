import { setTimeout as delay } from 'node:timers/promises'
import { StoreError } from '../core/errors.ts'

const TRIES = 20
const PAUSE_MS = 3_000

/**
 * Repeats what fails for a minute: the rights of a role that was made with the stack may not count
 * everywhere yet.
 */
export async function withNewRights<T>(attempt: () => Promise<T>, pauseMs = PAUSE_MS): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StoreError) || tries === TRIES) throw error
      await delay(pauseMs)
    }
  }
}
