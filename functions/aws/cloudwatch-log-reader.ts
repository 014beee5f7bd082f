import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { StoreError } from '../core/errors.ts'
import type { LogEvent } from '../core/log-event.ts'
import { callAws } from './aws-failure.ts'
import { isLogId } from './cloudwatch-log-times.ts'

/** What one question may cost: the service answers few calls a second, the front waits 30 seconds. */
const MOST_CALLS = 24
const MOST_MS = 12_000

/** Milliseconds since the epoch, both ends included, by the time at which lines were taken. */
export interface LogRange {
  from: number
  to: number
  /** Of the log's lines only those of events with these, when given. */
  type?: string | undefined
  logId?: string | undefined
}

/** A page of lines, oldest first. One without events can still lead on. */
export interface LogPage {
  events: LogEvent[]
  /** When the last line was taken. */
  lastMs: number | undefined
  token: string | undefined
}

/** Reads pages of one log group within the budget of one question; undefined when that is spent. */
export type PageReader = (range: LogRange, token?: string) => Promise<LogPage | undefined>

/** A reader with a fresh budget. */
export function createPageReader(client: CloudWatchLogsClient, logGroupName: string): PageReader {
  let calls = 0
  const end = performance.now() + MOST_MS
  return async (range, token) => {
    calls += 1
    if (calls > MOST_CALLS || performance.now() > end) return undefined
    const command = new FilterLogEventsCommand({
      logGroupName,
      startTime: range.from,
      endTime: range.to,
      filterPattern: patternOf(range),
      ...(token !== undefined && { nextToken: token }),
    })
    const page = await callAws('CloudWatchLogs', 'FilterLogEvents', () => client.send(command))
    if (page.events === undefined) {
      throw new StoreError('CloudWatchLogs FilterLogEvents answered without events')
    }
    return {
      events: page.events.flatMap(({ message }) => parseEvent(message, range)),
      lastMs: page.events.at(-1)?.timestamp,
      token: page.nextToken || undefined,
    }
  }
}

/** Types and ids are checked before: they hold nothing that a pattern could take for its own. */
function patternOf({ type, logId }: LogRange): string {
  const idPattern = `$.log_id = "${logId ?? '900*'}"`
  return type === undefined ? `{ ${idPattern} }` : `{ ${idPattern} && $.type = "${type}" }`
}

/** Looks for itself too: other lines of the functions are in the same log. */
function parseEvent(line: string | undefined, { type, logId }: LogRange): LogEvent[] {
  if (line === undefined || !line.startsWith('{')) return []
  try {
    const event: LogEvent = JSON.parse(line)
    const isWanted =
      isLogId(event.log_id) &&
      (type === undefined || event.type === type) &&
      (logId === undefined || event.log_id === logId)
    return isWanted ? [event] : []
  } catch {
    return []
  }
}
