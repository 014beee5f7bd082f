import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { LogDay } from '../../core/ports/event-log.ts'
import { dailyStatsQuery } from '../contract/stats.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

/** `/stats`: how many tokens were issued and refused. */
export function statsOperations({ log, clock }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/stats/daily',
      scopes: ['read:stats'],
      summary: 'Get daily stats',
      query: dailyStatsQuery,
      async handle({ query }) {
        const { from, to } = wantedDays(query, clock.now())
        return { status: 200, body: (await log.countDays(from, to)).map(showDay) }
      },
    }),
    operation({
      method: 'GET',
      path: '/stats/active-users',
      scopes: ['read:stats'],
      summary: 'Get active users count',
      async handle() {
        return { status: 200, body: 0 } // This server has no users.
      },
    }),
  ]
}

/** Both days given, or 30 days up to the last one, which is today by default. */
function wantedDays(query: { from?: string | undefined; to?: string | undefined }, now: number) {
  const { from: first, to = latest(dayOf(now), first) } = query
  const from = first ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS)
  if (from > to) throw ManagementError.invalidQuery("'from' must not be after 'to'")
  return { from, to }
}

function latest(today: string, from = today): string {
  return from > today ? from : today
}

/** UTC, `YYYY-MM-DD`. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** `logins` are tokens issued; `hook_failures` are among the `refusals`. */
function showDay({ day, issued, refused, hookFailed, firstAt, lastAt }: LogDay): JsonObject {
  return {
    date: `${day}T00:00:00.000Z`,
    logins: issued,
    refusals: refused,
    hook_failures: hookFailed,
    signups: 0,
    leaked_passwords: 0,
    created_at: firstAt,
    updated_at: lastAt,
  }
}
