import { InvalidArgumentError } from '@commander-js/extra-typings'
import { createCommand } from '../create-command.ts'
import { openSession } from '../session/open-session.ts'
import { formatTable } from '../terminal/format-table.ts'
import { printResult } from '../terminal/print.ts'

export const stats = createCommand(
  'stats',
  'Show how many tokens were issued and refused, by day.',
  ['stats', 'stats --from 2026-11-01 --to 2026-11-30'],
)
  .option('--from <day>', 'first day, YYYY-MM-DD', readDay)
  .option('--to <day>', 'last day, YYYY-MM-DD', readDay)
  .action(async ({ from, to, ...options }) => {
    const { tenant } = await openSession(options)
    const days = await tenant.stats.daily({ ...(from && { from }), ...(to && { to }) })
    printResult(options, days, () => {
      return formatTable(
        ['DAY', 'TOKENS', 'REFUSALS', 'HOOK FAILURES'],
        days.map(({ date, logins, refusals, hook_failures }) => {
          return [date.slice(0, 10), ...[logins, refusals, hook_failures].map(String)]
        }),
      )
    })
  })

/** As the Management API writes a day: without dashes. */
function readDay(text: string): string {
  if (!/^\d{4}-?\d\d-?\d\d$/.test(text)) throw new InvalidArgumentError('It must be YYYY-MM-DD.')
  return text.replaceAll('-', '')
}
