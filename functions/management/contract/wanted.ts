/** What of a received value a message repeats. */
const MAX_RECEIVED_CHARACTERS = 64

/** A schema's message: what was wanted and what came instead. */
export function wanted(text: string): (issue: { received: string }) => string {
  return ({ received }) => {
    const shown =
      received.length > MAX_RECEIVED_CHARACTERS
        ? `${received.slice(0, MAX_RECEIVED_CHARACTERS)}…`
        : received
    return `${text}, got ${shown}`
  }
}
