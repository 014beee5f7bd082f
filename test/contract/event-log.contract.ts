import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../functions/core/log-event.ts'
import type { EventLog } from '../../functions/core/ports/event-log.ts'
import { buildLogEvent } from '../support/build-log-event.ts'

const DAY_MS = 86_400_000

/** What every `EventLog` does, run on each adapter. */
export function describeEventLog(
  name: string,
  open: () => Promise<{ log: EventLog; close: () => Promise<void> }>,
  /** How far from the exchange a day's first and last time may be, in milliseconds. */
  { precisionMs = 0 } = {},
): void {
  describe(`EventLog: ${name}`, () => {
    let log: EventLog
    let close: () => Promise<void>
    const start = Date.now() - 60_000
    const events = Array.from({ length: 600 }, (_, place) => ({
      ...buildLogEvent(start + Math.floor(place / 3), `event ${place}`),
      type: place % 100 === 7 ? ('fapi' as const) : ('seccft' as const),
    }))
    const newestFirst = events.toReversed()
    const last = events[events.length - 1]

    beforeAll(async () => {
      const opened = await open()
      log = opened.log
      close = opened.close
      for (const event of events) log.append(event)
      await log.flush()
    })
    afterAll(() => close())

    it('gives back each event whole, oldest first, also within one millisecond', async () => {
      expect(await log.list({ take: 1000 })).toEqual(events)
    })

    it('pages on from an id', async () => {
      const first = await log.list({ take: 250 })
      expect(first).toEqual(events.slice(0, 250))
      const from = String(first.at(-1)?.log_id)
      expect(await log.list({ from, take: 250 })).toEqual(events.slice(250, 500))
      expect(await log.list({ from: String(last?.log_id), take: 10 })).toEqual([])
    })

    it('pages on from an id that is not there', async () => {
      const from = String(events[299]?.log_id)
      expect(await log.list({ from: `${from}0`, take: 1 })).toEqual([events[300]])
      expect(await log.list({ from: from.slice(0, -1), take: 1 })).toEqual([events[299]])
    })

    it('searches from the newest', async () => {
      expect(await log.search({ limit: 3 })).toEqual(newestFirst.slice(0, 3))
      expect(await log.search({ limit: 1000 })).toEqual(newestFirst)
      expect(await log.search({ limit: 0 })).toEqual([])
    })

    it('finds the newest matches, however far apart', async () => {
      const matches = ({ description }: LogEvent) => description.endsWith('50')
      const found = newestFirst.filter(matches)
      expect(found).toHaveLength(6)
      expect(await log.search({ matches, limit: 1000 })).toEqual(found)
      expect(await log.search({ matches, limit: 2 })).toEqual(found.slice(0, 2))
      expect(await log.search({ matches: () => false, limit: 2 })).toEqual([])
    })

    it('looks only at events of the type and the time that were asked for', async () => {
      const [since, until] = [start + 10, start + 150]
      const isWithin = ({ date }: LogEvent) => Date.parse(date) >= since && Date.parse(date) < until
      const within = newestFirst.filter(isWithin)
      expect(await log.search({ since, until, limit: 1000 })).toEqual(within)
      const failed = within.filter(({ type }) => type === 'fapi')
      expect(failed).toHaveLength(4)
      const seen: LogEvent[] = []
      const matches = (event: LogEvent) => seen.push(event) > 1
      const found = await log.search({ matches, type: 'fapi', since, until, limit: 1000 })
      expect(seen).toEqual(failed)
      expect(found).toEqual(failed.slice(1))
      expect(await log.search({ type: 'other', limit: 1 })).toEqual([])
    })

    it('takes bounds far from any event', async () => {
      const [since, until] = [Date.UTC(1970, 0), Date.UTC(9999, 11, 31, 23)]
      expect(await log.search({ since, until, limit: 1 })).toEqual([last])
      expect(await log.search({ since: until, limit: 1 })).toEqual([])
      expect(await log.search({ until: since, limit: 1 })).toEqual([])
    })

    it('gets one by its id', async () => {
      const [first] = events
      expect(await log.get(String(first?.log_id))).toEqual(first)
      expect(await log.get(`${first?.log_id}0`)).toBeUndefined()
      expect(await log.get('')).toBeUndefined()
    })

    it('shows an event as soon as flush resolves', async () => {
      const event = buildLogEvent(Date.now(), 'the newest')
      log.append(event)
      await log.flush()
      expect(await log.search({ limit: 1 })).toEqual([event])
      expect(await log.get(event.log_id)).toEqual(event)
    })
  })

  describe(`EventLog, days: ${name}`, () => {
    let log: EventLog
    let close: () => Promise<void>
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
    const at = (daysAgo: number, timeMs: number) => today - daysAgo * DAY_MS + timeMs
    const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
    const append = (time: number, type: LogEvent['type'], error?: string) => {
      const event = { ...buildLogEvent(time), type }
      log.append(error === undefined ? event : { ...event, details: { error } })
    }

    beforeAll(async () => {
      const opened = await open()
      log = opened.log
      close = opened.close
      append(at(4, 0), 'seccft')
      append(at(4, 1), 'feccft', 'noGrant')
      append(at(4, 2), 'feccft', 'hookServerError')
      append(at(4, DAY_MS - 1), 'seccft')
      append(at(3, 0), 'sapi')
      append(at(2, 5), 'seccft', 'hookServerError')
      await log.flush()
      append(at(2, 7), 'feccft', 'hookServerError')
      await log.flush()
    })
    afterAll(() => close())

    it('counts the exchanges of each day; a day without any is absent', async () => {
      const before = { day: dayOf(at(4, 0)), issued: 2, refused: 2, hookFailed: 1 }
      const after = { day: dayOf(at(2, 0)), issued: 1, refused: 1, hookFailed: 1 }
      const days = async (from: number, to: number) => {
        const counted = await log.countDays(dayOf(at(from, 0)), dayOf(at(to, 0)))
        return counted.map(({ firstAt: _first, lastAt: _last, ...day }) => day)
      }
      expect(await days(4, 2)).toEqual([before, after])
      expect(await days(30, 4)).toEqual([before])
      expect(await days(3, 0)).toEqual([after])
      expect(await days(3, 3)).toEqual([])
    })

    it('says when the first and the last exchange of a day were', async () => {
      const days = await log.countDays(dayOf(at(4, 0)), dayOf(at(2, 0)))
      const exchanges = [
        [at(4, 0), at(4, DAY_MS - 1)],
        [at(2, 5), at(2, 7)],
      ] as const
      for (const [place, [first, last]] of exchanges.entries()) {
        const { firstAt = '', lastAt = '' } = days[place] ?? {}
        expect(first - Date.parse(firstAt)).toBeGreaterThanOrEqual(0)
        expect(first - Date.parse(firstAt)).toBeLessThanOrEqual(precisionMs)
        expect(Date.parse(lastAt) - last).toBeGreaterThanOrEqual(0)
        expect(Date.parse(lastAt) - last).toBeLessThanOrEqual(precisionMs)
      }
    })
  })
}
