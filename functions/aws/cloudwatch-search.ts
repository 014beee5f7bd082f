import type { LogEvent } from '../core/log-event.ts'
import type { LogSearch } from '../core/ports/event-log.ts'
import type { LogRange, PageReader } from './cloudwatch-log-reader.ts'
import { DRIFT_MS, firstIdOf } from './cloudwatch-log-times.ts'

const FIRST_WINDOW_MS = 60_000
const LEAST_WINDOW_MS = 1_000
/** A window this wide found next to nothing in a month: the next one takes all that is left. */
const WIDEST_WINDOW_MS = 30 * 86_400_000
const GROWTH = 4
const SHRINKAGE = 8
/** Events of one page that make a window too wide to be read to its newest end. */
const MANY_EVENTS = 200

const TYPE = /^[a-z]{1,20}$/

/**
 * The newest matches, newest first. CloudWatch Logs reads from the oldest line on, so the log is read
 * in windows of time from its end, wider while little is found, narrower where much is. Ends early,
 * never with a gap, when the reader's budget is spent.
 */
export async function searchLog(
  readPage: PageReader,
  now: number,
  { matches = () => true, type, since = 0, until = Number.POSITIVE_INFINITY, limit }: LogSearch,
): Promise<LogEvent[]> {
  if (type !== undefined && !TYPE.test(type)) return []
  const floor = Math.max(since, 0)
  let to = Math.min(until, now + DRIFT_MS)
  const behind = firstIdOf(to)
  let width = FIRST_WINDOW_MS
  const found: LogEvent[] = []
  const waiting = new Map<string, LogEvent>()
  // Each line is read once: the windows are disjoint by the time at which lines were taken.
  let unreadTo = to + DRIFT_MS

  while (found.length < limit && to > floor) {
    const from = Math.max(floor, to - width)
    const range = { from: Math.max(from - DRIFT_MS, 0), to: unreadTo, type }
    const events = await readWindow(readPage, range, width > LEAST_WINDOW_MS)
    if (events === 'budget spent') break
    if (events === 'too many') {
      width = Math.max(Math.floor(width / SHRINKAGE), LEAST_WINDOW_MS)
      continue
    }
    for (const event of events) {
      if (event.log_id < behind) waiting.set(event.log_id, event)
    }
    for (const event of newestFirst(waiting.values(), firstIdOf(from))) {
      waiting.delete(event.log_id)
      if (matches(event) && found.length < limit) found.push(event)
    }
    to = from
    unreadTo = range.from - 1
    if (events.length < MANY_EVENTS) width *= GROWTH
    if (width > WIDEST_WINDOW_MS) width = Number.POSITIVE_INFINITY
  }
  return newestFirst(found)
}

/** All events of a window; or why there are none to be had. */
async function readWindow(
  readPage: PageReader,
  range: LogRange,
  canShrink: boolean,
): Promise<LogEvent[] | 'too many' | 'budget spent'> {
  const events: LogEvent[] = []
  let token: string | undefined
  do {
    const page = await readPage(range, token)
    if (page === undefined) return 'budget spent'
    events.push(...page.events)
    token = page.token
    if (token !== undefined && events.length >= MANY_EVENTS && canShrink) return 'too many'
  } while (token !== undefined)
  return events
}

function newestFirst(events: Iterable<LogEvent>, firstId = ''): LogEvent[] {
  return [...events]
    .filter(({ log_id }) => log_id >= firstId)
    .sort((a, b) => (a.log_id < b.log_id ? 1 : -1))
}
