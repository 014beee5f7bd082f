const LOG_ID = /^900\d{29}$/
const ID_TIME = /^900(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})/
const BEHIND_EVERY_ID = ':'
const LAST_TIME = Date.UTC(9999, 11, 31)

/** How far the time at which a line was taken may be from the time in its event's id. */
export const DRIFT_MS = 2_000

export function isLogId(text: unknown): text is string {
  return typeof text === 'string' && LOG_ID.test(text)
}

/** What ids of a time, in milliseconds since the epoch, begin with. */
export function firstIdOf(time: number): string {
  if (time > LAST_TIME) return BEHIND_EVERY_ID
  return `900${new Date(Math.max(time, 0)).toISOString().replace(/\D/g, '')}`
}

/** The time in an id or the beginning of one; 0 when it holds none. */
export function timeOfId(logId: string): number {
  const [, year, month, day, hours, minutes, seconds, ms] = ID_TIME.exec(logId) ?? []
  if (year === undefined) return 0
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${ms}Z`)
  return Number.isNaN(time) ? 0 : time
}
