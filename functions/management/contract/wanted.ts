import { cutText } from '../../core/cut-text.ts'

/** What of a received value a message repeats. */
const MAX_RECEIVED_CHARACTERS = 64

/** A schema's message: what was wanted and what came instead. */
export function wanted(text: string): (issue: { received: string }) => string {
  return ({ received }) => `${text}, got ${cutText(received, MAX_RECEIVED_CHARACTERS)}`
}
