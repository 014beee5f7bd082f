import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { createCloudwatchClient } from '../../../functions/aws/cloudwatch-client.ts'
import { createCloudwatchEventLog } from '../../../functions/aws/cloudwatch-event-log.ts'
import { createCloudwatchLogsClient } from '../../../functions/aws/cloudwatch-logs-client.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import type { LogEvent } from '../../../functions/core/log-event.ts'
import { buildLogEvent } from '../../support/build-log-event.ts'
import { type Received, serveScript } from '../support/scripted-service.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const MINUTE_MS = 60_000

let service: Awaited<ReturnType<typeof serveScript>>
afterEach(() => service?.close())

/** A log group that answers as the service does: oldest first, in pages, every other one empty. */
async function openLog(lines: { time: number; text: string }[], pageLines: number) {
  const sorted = lines.toSorted((a, b) => a.time - b.time)
  service = await serveScript(({ body }: Received) => {
    const { startTime, endTime, nextToken = '0' } = body
    const within = sorted.filter(({ time }) => time >= startTime && time <= endTime)
    const place = Number(nextToken)
    // A half is the token of the empty page before the next full one.
    if (!Number.isInteger(place)) return { events: [], nextToken: String(place + 0.5) }
    const begin = place * pageLines
    const events = within
      .slice(begin, begin + pageLines)
      .map(({ time, text }) => ({ timestamp: time, message: text }))
    const isLast = begin + pageLines >= within.length
    return { events, ...(!isLast && { nextToken: String(place + 0.5) }) }
  })
  return createCloudwatchEventLog({
    client: createCloudwatchLogsClient({ endpoint: service.endpoint }),
    logGroupName: 'group',
    metrics: metricsAt(service.endpoint),
    clock: { now: () => NOW },
  })
}

const metricsAt = (endpoint: string) => ({
  client: createCloudwatchClient({ endpoint }),
  namespace: 'acme',
})

const lineOf = (event: LogEvent, late = 0) => ({
  time: Date.parse(event.date) + late,
  text: JSON.stringify(event),
})
/** Events with so much time between them, the last one just before `NOW`; oldest first. */
const eventsEvery = (ms: number, count: number) =>
  Array.from({ length: count }, (_, place) => buildLogEvent(NOW - (count - place) * ms))

describe('search', () => {
  it('asks for one window when that is enough, and by the type in a pattern', async () => {
    const events = eventsEvery(1_000, 10)
    const log = await openLog(
      events.map((event) => lineOf(event)),
      1_000,
    )
    expect(await log.search({ type: 'seccft', limit: 2 })).toEqual(events.toReversed().slice(0, 2))
    expect(service.requests).toHaveLength(1)
    expect(service.requests[0]?.body).toMatchObject({
      logGroupName: 'group',
      filterPattern: '{ $.log_id = "900*" && $.type = "seccft" }',
    })
  })

  it('finds what is weeks apart in windows that grow, over empty pages', async () => {
    const events = eventsEvery(9 * 24 * 60 * MINUTE_MS, 5)
    const log = await openLog(
      events.map((event) => lineOf(event)),
      1,
    )
    expect(await log.search({ limit: 5 })).toEqual(events.toReversed())
  })

  it('narrows its windows where much happened, and leaves no gap when its calls are spent', async () => {
    const events = eventsEvery(10, 60_000)
    const newest = events.toReversed()
    const log = await openLog(
      events.map((event) => lineOf(event)),
      500,
    )
    expect(await log.search({ limit: 50 })).toEqual(newest.slice(0, 50))
    const found = await log.search({ matches: () => true, limit: 60_000 })
    expect(found.length).toBeGreaterThan(1_000)
    expect(found.length).toBeLessThan(60_000)
    expect(found).toEqual(newest.slice(0, found.length))
    service.requests.length = 0
    await log.search({ matches: () => false, limit: 1 })
    expect(service.requests.length).toBeLessThanOrEqual(24)
  })

  it('orders by the id what was taken in another order', async () => {
    const [first, second, third] = eventsEvery(500, 3) as [LogEvent, LogEvent, LogEvent]
    const log = await openLog([lineOf(first, 1_200), lineOf(second), lineOf(third)], 1_000)
    expect(await log.search({ limit: 3 })).toEqual([third, second, first])
  })

  it('passes over other lines, and never puts what a caller gave into a pattern unseen', async () => {
    const [event] = eventsEvery(1_000, 1) as [LogEvent]
    const others = ['START', '{', '{"log_id":1}', '{"log_id":"9001"}', 'null', '{"a":1}']
    const lines = others.map((text) => ({ time: NOW - 500, text }))
    const log = await openLog([...lines, lineOf(event)], 1_000)
    expect(await log.search({ limit: 5 })).toEqual([event])
    service.requests.length = 0
    expect(await log.search({ type: 'x" || $.type = "seccft', limit: 5 })).toEqual([])
    expect(await log.get('900" || $.log_id = "900*')).toBeUndefined()
    expect(service.requests).toHaveLength(0)
  })
})

describe('list', () => {
  it('leads from checkpoint to checkpoint through pages, misses none and repeats none', async () => {
    const settled = eventsEvery(500, 240).slice(0, 160)
    const late = settled.map((event, place) => lineOf(event, place % 3 === 0 ? 1_500 : 0))
    const log = await openLog(late, 7)
    const listed: LogEvent[] = []
    for (let steps = 0; steps < 60; steps++) {
      const from = listed.at(-1)?.log_id
      listed.push(...(await log.list({ take: 1 + (steps % 13), ...(from && { from }) })))
    }
    expect(listed).toEqual(settled)
  })

  it('does not list yet what can still be overtaken', async () => {
    const events = eventsEvery(1_000, 60)
    const log = await openLog(
      events.map((event) => lineOf(event)),
      1_000,
    )
    const listed = await log.list({ take: 100 })
    expect(listed).toEqual(events.slice(0, listed.length))
    expect(listed.length).toBeGreaterThan(20)
    expect(listed.length).toBeLessThan(40)
  })

  it('says so when it comes to no event within its calls', async () => {
    const lines = Array.from({ length: 100 }, (_, place) => ({ time: NOW - place, text: 'START' }))
    const log = await openLog(lines, 1)
    await expect(log.list({ take: 1 })).rejects.toBeInstanceOf(StoreError)
    expect(service.requests).toHaveLength(24)
  })
})

describe('get', () => {
  it('looks around the time of the id, by the id', async () => {
    const [event, other] = eventsEvery(1_000, 2) as [LogEvent, LogEvent]
    const log = await openLog([lineOf(other), lineOf(event, 20_000)], 1)
    expect(await log.get(event.log_id)).toEqual(event)
    const { filterPattern, startTime, endTime } = service.requests[0]?.body ?? {}
    expect(filterPattern).toBe(`{ $.log_id = "${event.log_id}" }`)
    expect(endTime - startTime).toBe(2 * MINUTE_MS)
  })
})

describe('append', () => {
  it('prints one line of JSON, and outlives an output that is gone', async () => {
    const client = createCloudwatchLogsClient({ endpoint: 'http://127.0.0.1:9' })
    const output = new PassThrough()
    const metrics = metricsAt('http://127.0.0.1:9')
    const clock = { now: () => NOW }
    const log = createCloudwatchEventLog({ client, logGroupName: 'group', metrics, clock, output })
    const event = buildLogEvent(NOW, 'two\nlines')
    log.append(event)
    await log.flush()
    const text = String(output.read())
    expect(text.indexOf('\n')).toBe(text.length - 1)
    expect(JSON.parse(text)).toEqual(event)
    output.on('error', () => {}).destroy()
    log.append(event)
    await log.flush()
  })
})
