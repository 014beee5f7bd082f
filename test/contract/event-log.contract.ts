import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventLog } from '../../functions/core/ports.ts'
import { buildLogEvent } from '../support/build-log-event.ts'

/** What every `EventLog` does, run on each adapter. */
export function describeEventLog(
  name: string,
  open: () => Promise<{ log: EventLog; close: () => Promise<void> }>,
): void {
  describe(`EventLog: ${name}`, () => {
    let log: EventLog
    let close: () => Promise<void>
    const start = Date.now() - 60_000
    const events = Array.from({ length: 600 }, (_, place) =>
      buildLogEvent(start + Math.floor(place / 3), `event ${place}`),
    )
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

    it('gives the newest first when asked', async () => {
      const newest = await log.list({ take: 3, newestFirst: true })
      expect(newest).toEqual(events.slice(-3).reverse())
    })

    it('shows an event as soon as flush resolves', async () => {
      const event = buildLogEvent(Date.now(), 'the newest')
      log.append(event)
      await log.flush()
      expect(await log.list({ take: 1, newestFirst: true })).toEqual([event])
    })
  })
}
