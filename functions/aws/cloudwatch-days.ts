import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import { StoreError } from '../core/errors.ts'
import type { LogDay } from '../core/ports/event-log.ts'
import { callAws } from './aws-failure.ts'
import { LOG_METRICS } from './log-metrics.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** CloudWatch forgets what it counted by the hour. */
const KEPT_MS = 455 * DAY_MS
/** A year takes one or two. */
const MOST_CALLS = 8

const COUNTS = ['issued', 'refused', 'hookFailed'] as const

/**
 * The days with exchanges, as the log group's metric filters counted them: within about a minute of
 * an exchange, for 455 days. They count by the hour, so `firstAt` is the beginning of the first
 * hour with an exchange, `lastAt` the end of the last one, or now.
 */
export async function countDays(
  client: CloudWatchClient,
  namespace: string,
  { from, to, now }: { from: string; to: string; now: number },
): Promise<LogDay[]> {
  const start = Math.max(Date.parse(from), Math.floor((now - KEPT_MS) / DAY_MS) * DAY_MS)
  const end = Math.min(Date.parse(to) + DAY_MS, now + HOUR_MS)
  if (!(start < end)) return []
  const days = new Map<string, LogDay>()
  for (const { Id, Timestamps = [], Values = [] } of await readHours(
    client,
    namespace,
    start,
    end,
  )) {
    const counted = COUNTS.find((count) => count === Id)
    for (const [place, time] of Timestamps.entries()) {
      const value = Values[place] ?? 0
      if (counted !== undefined && value > 0) addHour(days, counted, time.getTime(), value, now)
    }
  }
  return [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1))
}

function addHour(
  days: Map<string, LogDay>,
  counted: (typeof COUNTS)[number],
  time: number,
  value: number,
  now: number,
): void {
  const firstAt = new Date(time).toISOString()
  const lastAt = new Date(Math.min(time + HOUR_MS - 1, Math.max(now, time))).toISOString()
  const day = firstAt.slice(0, 10)
  const none = { day, issued: 0, refused: 0, hookFailed: 0, firstAt, lastAt }
  const known = days.get(day) ?? none
  days.set(day, {
    ...known,
    [counted]: known[counted] + value,
    firstAt: known.firstAt < firstAt ? known.firstAt : firstAt,
    lastAt: known.lastAt > lastAt ? known.lastAt : lastAt,
  })
}

async function readHours(
  client: CloudWatchClient,
  namespace: string,
  start: number,
  end: number,
): Promise<MetricDataResult[]> {
  const queries = COUNTS.map((count) => ({
    Id: count,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: LOG_METRICS[count].name },
      Period: HOUR_MS / 1000,
      Stat: 'Sum',
    },
  }))
  const found: MetricDataResult[] = []
  let token: string | undefined
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const command = new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(start),
      EndTime: new Date(end),
      ...(token !== undefined && { NextToken: token }),
    })
    const page: GetMetricDataCommandOutput = await callAws('CloudWatch', 'GetMetricData', () =>
      client.send(command),
    )
    if (page.MetricDataResults === undefined) {
      throw new StoreError('CloudWatch GetMetricData answered without results')
    }
    found.push(...page.MetricDataResults)
    token = page.NextToken || undefined
    if (token === undefined) return found
  }
  throw new StoreError('CloudWatch GetMetricData did not come to an end: ask for fewer days')
}
