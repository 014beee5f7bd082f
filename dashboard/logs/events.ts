import type { LogAnswer } from '../../functions/management/contract/answers.ts'

export const EVENTS_PER_PAGE = 50

/** Part of the log, up to now. */
export interface Events {
  /** Newest first. */
  events: LogAnswer[]
  /** The log id that the next look goes on from. */
  lookedUntil: string
  hasOlder: boolean
}

/**
 * Puts newer events in front. `isAll`: none was left out between them and those before; else a full
 * page that does not reach back to those before takes their place.
 */
export function addNewer(before: Events, newer: LogAnswer[], isAll: boolean): Events {
  const events = join(newer, before.events)
  const isApart = events.length === newer.length + before.events.length
  if (isAll || !isApart || newer.length < EVENTS_PER_PAGE) return { ...before, events }
  return { ...before, events: newer, hasOlder: true }
}

/** Puts older events behind; `isFull`: there may be more. */
export function addOlder(before: Events, older: LogAnswer[], isFull: boolean): Events {
  const events = join(before.events, older)
  return { ...before, events, hasOlder: isFull && events.length > before.events.length }
}

/** Newer events with older ones, each once. */
function join(newer: LogAnswer[], older: LogAnswer[]): LogAnswer[] {
  const known = new Set(newer.map(({ log_id }) => log_id))
  return [...newer, ...older.filter(({ log_id }) => !known.has(log_id))]
}
