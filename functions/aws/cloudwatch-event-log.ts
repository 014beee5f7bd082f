import type { Writable } from 'node:stream'
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { StoreError } from '../core/errors.ts'
import type { LogEvent } from '../core/log-event.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { EventLog } from '../core/ports/event-log.ts'
import { countDays } from './cloudwatch-days.ts'
import { listLog } from './cloudwatch-list.ts'
import { createPageReader, type PageReader } from './cloudwatch-log-reader.ts'
import { isLogId, timeOfId } from './cloudwatch-log-times.ts'
import { searchLog } from './cloudwatch-search.ts'
import { createStdoutEventLog } from './stdout-event-log.ts'

/** How far from the time in its id a line is looked for: only its own comes back. */
const AROUND_MS = 60_000

export interface CloudwatchEventLogOptions {
  client: CloudWatchLogsClient
  /** Where Lambda puts what the functions print. */
  logGroupName: string
  /** Where the log group's `LOG_METRICS` are read. */
  metrics: { client: CloudWatchClient; namespace: string }
  clock: Clock
  /** The standard output, which Lambda reads. */
  output?: Writable
}

/**
 * `EventLog` on CloudWatch Logs: an event is one line of output, which Lambda takes to the log group
 * a few seconds later. Reads have a budget of calls each; what no budget would do for, the counts
 * of days, CloudWatch makes of the lines as they come.
 */
export function createCloudwatchEventLog({
  client,
  logGroupName,
  metrics,
  clock,
  output,
}: CloudwatchEventLogOptions): EventLog {
  const reader = () => createPageReader(client, logGroupName)
  return {
    ...createStdoutEventLog(output),
    list: (page) => listLog(reader(), clock.now(), page),
    search: (wanted) => searchLog(reader(), clock.now(), wanted),
    get: (logId) => getEvent(reader(), logId),
    countDays: (from, to) =>
      countDays(metrics.client, metrics.namespace, { from, to, now: clock.now() }),
  }
}

async function getEvent(readPage: PageReader, logId: string): Promise<LogEvent | undefined> {
  if (!isLogId(logId)) return undefined
  const time = timeOfId(logId)
  const range = { from: Math.max(time - AROUND_MS, 0), to: time + AROUND_MS, logId }
  let token: string | undefined
  do {
    const page = await readPage(range, token)
    if (page === undefined) {
      throw new StoreError('CloudWatchLogs FilterLogEvents was not done in the time of one request')
    }
    if (page.events[0] !== undefined) return page.events[0]
    token = page.token
  } while (token !== undefined)
  return undefined
}
