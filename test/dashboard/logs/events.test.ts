import { expect, it } from 'vitest'
import { addNewer, addOlder, EVENTS_PER_PAGE } from '../../../dashboard/logs/events.ts'
import { buildLogEvent } from '../../support/build-log-event.ts'

const [first, second, third] = [1, 2, 3].map((time) => buildLogEvent(time))
if (!first || !second || !third) throw new Error('No events')
const before = { events: [second, first], lookedUntil: '', hasOlder: false }
const page = Array.from({ length: EVENTS_PER_PAGE }, (_, place) => buildLogEvent(100 - place))

it('puts newer events in front, each once', () => {
  expect(addNewer(before, [third, second], true).events).toEqual([third, second, first])
})

it('keeps what is shown behind a search that found few', () => {
  expect(addNewer(before, [third], false).events).toEqual([third, second, first])
})

it('begins anew behind a full page that does not reach back, since events may be between', () => {
  expect(addNewer(before, page, false)).toMatchObject({ events: page, hasOlder: true })
})

it('keeps what is shown behind all that has happened since, however much', () => {
  expect(addNewer(before, page, true).events).toHaveLength(EVENTS_PER_PAGE + 2)
})

it('puts older events behind, and knows when there are no more', () => {
  const older = { ...before, events: [third] }
  expect(addOlder(older, [third, second], true)).toMatchObject({
    events: [third, second],
    hasOlder: true,
  })
  expect(addOlder(older, [second], false).hasOlder).toBe(false)
  expect(addOlder(older, [third], true).hasOlder).toBe(false)
})
