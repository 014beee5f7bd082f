import * as v from 'valibot'

const day = v.pipe(
  v.string(),
  v.regex(/^\d{8}$/, 'must be a day as YYYYMMDD'),
  v.transform((text) => text.replace(/^(....)(..)/, '$1-$2-')),
  v.check((text) => isDay(text), 'must be a day of the calendar'),
)

/** `GET /stats/daily`: the first and the last day, as `YYYY-MM-DD` once parsed. */
export const dailyStatsQuery = v.object({ from: v.optional(day), to: v.optional(day) })

/** `2026-02-30` is none. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
