import type { Writable } from 'node:stream'
import type { EventLog } from '../core/ports/event-log.ts'

/** The writing half of the log: an event is one line of output, which Lambda takes to CloudWatch Logs. */
export function createStdoutEventLog(
  /** The standard output, which Lambda reads. */
  output: Writable = process.stdout,
): Pick<EventLog, 'append' | 'flush'> {
  return {
    append(event) {
      try {
        output.write(`${JSON.stringify(event)}\n`)
      } catch {
        // A lost line loses no state, and nobody is left to tell.
      }
    },
    flush: () =>
      new Promise((resolve) => {
        output.write('', () => resolve())
      }),
  }
}
