/** A character, in lower case, or a wildcard: `*` for any text, `?` for one character. */
export type PatternPart = string | { wildcard: '*' | '?' }

export type Pattern = readonly PatternPart[]

export interface RangeBound {
  /** In lower case. */
  value: string
  isIncluded: boolean
}

/** What a `q` asks for. */
export type LogQuery =
  | { kind: 'all' | 'any'; of: readonly LogQuery[] }
  | { kind: 'not'; of: LogQuery }
  /** Without a field: in those that are searched for bare words. */
  | { kind: 'term'; field: string | undefined; pattern: Pattern }
  | { kind: 'exists'; field: string }
  /** The event's date; milliseconds since the epoch, `until` itself not included. */
  | { kind: 'time'; since: number; until: number }
  | { kind: 'range'; field: string; from?: RangeBound | undefined; to?: RangeBound | undefined }

export const EVERY_EVENT: LogQuery = { kind: 'all', of: [] }

/** A `q` that cannot be understood; the message names the place. */
export class LogQueryError extends Error {
  override name = 'LogQueryError'

  /** `at` counts from 0, the message from 1. */
  constructor(problem: string, at: number) {
    super(`${problem} at character ${at + 1}`)
  }
}
