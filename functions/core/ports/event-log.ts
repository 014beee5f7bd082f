import type { LogEvent } from '../log-event.ts'

/** Which events are looked for: those to which everything that is given applies. */
export interface LogSearch {
  /** Keeps every event when absent. */
  matches?: (event: LogEvent) => boolean
  /** Only events of this type; like the times, what a store can check before it gives an event away. */
  type?: string
  /** Milliseconds since the epoch. */
  since?: number
  /** Milliseconds since the epoch, itself not included. */
  until?: number
  /** Of matches. */
  limit: number
}

/** What was logged of the exchanges of one day, by UTC. */
export interface LogDay {
  /** `YYYY-MM-DD` */
  day: string
  issued: number
  /** Every exchange without a token. */
  refused: number
  /** Those of the refused that the hook failed. */
  hookFailed: number
  /** When the first and the last exchange were, ISO 8601; to the hour around them at worst. */
  firstAt: string
  lastAt: string
}

/** The log of exchanges and management calls. Not a record: losing a line loses no state. */
export interface EventLog {
  /** Takes the event and returns at once; it is written soon after. Never throws. */
  append(event: LogEvent): void
  /** Resolves when everything appended before is written. */
  flush(): Promise<void>
  /**
   * Events behind the id `from`, which need not exist, in ascending order of `log_id`. Who reads on
   * from the last one misses none: an event that may still be overtaken is not listed yet.
   */
  list(page: { from?: string; take: number }): Promise<LogEvent[]>
  /** The newest matches, newest first; an adapter with a budget may end before the log does. */
  search(search: LogSearch): Promise<LogEvent[]>
  get(logId: string): Promise<LogEvent | undefined>
  /** The days with exchanges, both ends (`YYYY-MM-DD`) included, in ascending order. */
  countDays(from: string, to: string): Promise<LogDay[]>
}
