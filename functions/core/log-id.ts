import { randomInt } from 'node:crypto'

const COUNTER_DIGITS = 12
const COUNTER_LIMIT = 10 ** 6
const STEP_BACK_MS = 10_000

let lastMillisecond = 0
let counter = 0

/**
 * A new log id for a time in milliseconds since the epoch: `900`, the UTC time to the millisecond
 * in 17 digits, and 12 digits that order events of one process within a millisecond and keep those
 * of different processes apart.
 */
export function createLogId(now: number): string {
  // A clock that steps back a little must not put new events behind a reader's checkpoint.
  const stepsBack = now < lastMillisecond && lastMillisecond - now < STEP_BACK_MS
  const millisecond = stepsBack ? lastMillisecond : now
  counter = millisecond === lastMillisecond ? counter + 1 : 0
  lastMillisecond = millisecond
  const order = String(counter).padStart(COUNTER_DIGITS / 2, '0')
  const random = String(randomInt(COUNTER_LIMIT)).padStart(COUNTER_DIGITS / 2, '0')
  return `900${new Date(millisecond).toISOString().replace(/\D/g, '')}${order}${random}`
}
