import { EXIT_CODES } from '../cli-error.ts'

let mayCancel = true
let isWanted = false

/** Ctrl-C ends the process with the code for it, but not between steps that belong together. */
export function cancelOnInterrupt(): void {
  process.on('SIGINT', () => {
    isWanted = true
    if (mayCancel) cancel()
  })
}

/** Several calls of which none should stay undone: Ctrl-C waits for the last. */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  mayCancel = false
  try {
    return await work()
  } finally {
    mayCancel = true
    if (isWanted) cancel()
  }
}

function cancel(): void {
  process.stderr.write('\n')
  process.exit(EXIT_CODES.cancelled)
}
