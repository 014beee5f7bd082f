import * as v from 'valibot'
import { type LogQuery, LogQueryError } from '../log-query/log-query.ts'
import { parseLogQuery } from '../log-query/parse-log-query.ts'
import { listQueryEntries } from './list-query.ts'

const MAX_QUERY_CHARACTERS = 1024

/** Lucene's query syntax, the part that log searches use. */
const query = v.pipe(
  v.string(),
  v.maxLength(MAX_QUERY_CHARACTERS, `must have at most ${MAX_QUERY_CHARACTERS} characters`),
  v.rawTransform<string, LogQuery>(({ dataset, addIssue, NEVER }) => {
    try {
      return parseLogQuery(dataset.value)
    } catch (error) {
      if (!(error instanceof LogQueryError)) throw error
      addIssue({ message: error.message })
      return NEVER
    }
  }),
)

/** `GET /logs`. With `from` or `take` what only concerns pages is ignored, as by the original. */
export const listLogsQuery = v.object({
  ...listQueryEntries,
  from: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(64, 'is not a log_id'),
      v.regex(/^(900\d{17,})?$/, 'must be a log_id: 900 and the time, all digits'),
    ),
  ),
  sort: v.optional(v.picklist(['date:1', 'date:-1'], 'must be date:1 or date:-1')),
  q: v.optional(query),
  /** The original's other name of `q`; with both an event has to match both. */
  search: v.optional(query),
})

export type ListLogsQuery = v.InferOutput<typeof listLogsQuery>
