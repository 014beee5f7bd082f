import type { DailyStatsAnswer } from '../../functions/management/contract/answers.ts'

const DAY_MS = 86_400_000

/** The exchanges of one day; the hook's failures are among the refusals. */
export interface Day {
  /** UTC, `YYYY-MM-DD`. */
  date: string
  issued: number
  refused: number
  hookFailed: number
}

/** The last days up to today, oldest first, those without events as well. */
export function fillDays(stats: readonly DailyStatsAnswer[], count: number, now: number): Day[] {
  const known = new Map(stats.map((day) => [day.date.slice(0, 10), day]))
  return Array.from({ length: count }, (_, index) => {
    const date = dayOf(now - (count - 1 - index) * DAY_MS)
    const { logins = 0, refusals = 0, hook_failures = 0 } = known.get(date) ?? {}
    return { date, issued: logins, refused: refusals, hookFailed: hook_failures }
  })
}

/** The first of the last days, as the Management API takes it. */
export function firstDay(count: number, now: number): string {
  return dayOf(now - (count - 1) * DAY_MS).replaceAll('-', '')
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

const format = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** A day as a person says it: `26 Nov` in their order. */
export function nameOf(date: string): string {
  return format.format(new Date(`${date}T00:00:00Z`))
}
