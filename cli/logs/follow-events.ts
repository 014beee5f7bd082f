import { setTimeout } from 'node:timers/promises'
import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { UnreachableError } from '../../functions/management/contract/management-transport.ts'
import type { Session } from '../session/open-session.ts'
import { note } from '../terminal/print.ts'
import { readEventsAfter } from './read-events.ts'

const POLL_MS = 1_000
const RETRY_MS = 5_000

/** Gives every event behind a log id as it comes, until the process ends; outlasts a restart. */
export async function* followEvents(
  session: Session,
  from: string,
  filter: string | undefined,
): AsyncGenerator<LogAnswer> {
  let last = from
  let isLost = false
  for (;;) {
    try {
      for (const event of await readEventsAfter(session, last, filter)) {
        last = event.log_id
        yield event
      }
      isLost = false
      await setTimeout(POLL_MS)
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error
      if (!isLost) note(`${error.message}: trying again until it does`)
      isLost = true
      await setTimeout(RETRY_MS)
    }
  }
}
