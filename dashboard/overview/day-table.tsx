import { type Column, Table } from '../ui/table.tsx'
import { type Day, nameOf } from './fill-days.ts'

const format = new Intl.NumberFormat()

const COLUMNS: Column<Day>[] = [
  { title: 'Day (UTC)', cell: ({ date }) => <span title={date}>{nameOf(date)}</span> },
  { title: 'Issued', isNumber: true, cell: ({ issued }) => format.format(issued) },
  { title: 'Refused', isNumber: true, cell: ({ refused }) => format.format(refused) },
  {
    title: 'By a failed hook',
    isNumber: true,
    cell: ({ hookFailed }) => format.format(hookFailed),
  },
]

/** The numbers of the chart, newest day first. */
export function DayTable({ days }: { days: readonly Day[] }) {
  return (
    <Table
      caption="Exchanges by day"
      columns={COLUMNS}
      rows={[...days].reverse()}
      rowKey={({ date }) => date}
      isCompact
    />
  )
}
