import type { Day } from './fill-days.ts'

const format = new Intl.NumberFormat()

/** The sums of some days; each leads to its events. */
export function Totals({ days }: { days: readonly Day[] }) {
  const sum = (countOf: (day: Day) => number) => days.reduce((all, day) => all + countOf(day), 0)
  const totals = [
    { name: 'issued', title: 'Tokens issued', type: 'seccft', count: sum((day) => day.issued) },
    { name: 'refused', title: 'Refused', type: 'feccft', count: sum((day) => day.refused) },
    {
      name: 'failed',
      title: 'Of these by a failed hook',
      type: 'hook',
      count: sum((day) => day.hookFailed),
    },
  ]
  return (
    <ul class="totals">
      {totals.map(({ name, title, type, count }) => (
        <li key={name}>
          <span class={`swatch swatch-${name}`} aria-hidden="true" />
          <a href={`/dashboard/logs?type=${type}`}>{title}</a>
          <strong>{format.format(count)}</strong>
        </li>
      ))}
    </ul>
  )
}
