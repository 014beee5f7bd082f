import { StoreError } from '../core/errors.ts'
import type { LogEvent } from '../core/log-event.ts'
import type { LogPage, PageReader } from './cloudwatch-log-reader.ts'
import { DRIFT_MS, firstIdOf, timeOfId } from './cloudwatch-log-times.ts'

/** After so long every line is in the log, and none comes to lie before it. */
const SETTLED_MS = 30_000

/**
 * Events behind a checkpoint, oldest first, but for the last half minute's. A budget that is spent
 * ends the list earlier; throws `StoreError` when there was not one event up to there.
 */
export async function listLog(
  readPage: PageReader,
  now: number,
  { from = '', take }: { from?: string; take: number },
): Promise<LogEvent[]> {
  if (take < 1) return []
  const range = { from: Math.max(timeOfId(from) - DRIFT_MS, 0), to: now }
  const settled = firstIdOf(now - SETTLED_MS)
  const found = new Map<string, LogEvent>()
  let readUntil = range.from
  let token: string | undefined
  do {
    const page: LogPage | undefined = await readPage(range, token)
    if (page === undefined) return overtakenByNone(found, readUntil, take)
    for (const event of page.events) {
      if (event.log_id > from && event.log_id < settled) found.set(event.log_id, event)
    }
    readUntil = page.lastMs ?? readUntil
    token = page.token
  } while (token !== undefined && inOrder(found, firstIdOf(readUntil - DRIFT_MS)).length < take)
  const bound = token === undefined ? undefined : firstIdOf(readUntil - DRIFT_MS)
  return inOrder(found, bound).slice(0, take)
}

function overtakenByNone(found: Map<string, LogEvent>, readUntil: number, take: number) {
  const events = inOrder(found, firstIdOf(readUntil - DRIFT_MS))
  if (events.length > 0) return events.slice(0, take)
  throw new StoreError(
    'CloudWatchLogs FilterLogEvents came to no event behind the checkpoint in the time of one request. Begin at a later log id.',
  )
}

/** Oldest first; those with ids before `bound`, when there is one. */
function inOrder(found: Map<string, LogEvent>, bound?: string): LogEvent[] {
  return [...found.values()]
    .filter(({ log_id }) => bound === undefined || log_id < bound)
    .sort((a, b) => (a.log_id < b.log_id ? -1 : 1))
}
