import { useManagement } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { usePoll } from '../ui/use-poll.ts'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import { DayChart } from './day-chart.tsx'
import { DayTable } from './day-table.tsx'
import { type Day, fillDays, firstDay } from './fill-days.ts'
import { Totals } from './totals.tsx'

const RENEW_MS = 30_000
const MOST_DAYS = 90

const PERIODS = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
]

/** Tokens, refusals and hook failures by day (UTC). */
export function TrafficCard() {
  const { stats } = useManagement()
  const [period, setPeriod] = useQueryParameter('days', '30')
  const count = PERIODS.some(({ value }) => value === period) ? Number(period) : 30
  // All at once: another period is then shown without a wait.
  const days = useResource(async () => {
    const now = Date.now()
    return fillDays(await stats.daily({ from: firstDay(MOST_DAYS, now) }), MOST_DAYS, now)
  }, [stats])
  usePoll(days.reload, RENEW_MS)
  return (
    <Card
      title="Tokens"
      actions={
        <SelectField
          label="Period"
          value={String(count)}
          options={PERIODS}
          onChange={setPeriod}
          isInline
        />
      }
    >
      <Loaded resource={days} lines={11}>
        {(all) => <Traffic days={all.slice(-count)} />}
      </Loaded>
    </Card>
  )
}

function Traffic({ days }: { days: Day[] }) {
  if (days.every(({ issued, refused }) => issued + refused === 0)) {
    return (
      <EmptyState title="Nobody asked for a token in this time" icon="overview">
        <p>
          The Test tab of an <a href="/dashboard/apis">API</a> asks for one.
        </p>
      </EmptyState>
    )
  }
  return (
    <>
      <Totals days={days} />
      <DayChart
        title="Tokens issued"
        days={days}
        series={[{ name: 'issued', countOf: ({ issued }) => issued }]}
      />
      <DayChart
        title="Refusals"
        days={days}
        series={[
          { name: 'failed', countOf: ({ hookFailed }) => hookFailed },
          { name: 'refused', countOf: ({ refused, hookFailed }) => refused - hookFailed },
        ]}
      />
      <details class="disclosure">
        <summary>Show as a table</summary>
        <DayTable days={days} />
      </details>
    </>
  )
}
