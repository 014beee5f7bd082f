import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { isExchange, summaryOf, titleOf } from './describe-event.ts'

/** Events as rows; a row opens its event. */
export function LogTable(props: { events: LogAnswer[]; onOpen: (event: LogAnswer) => void }) {
  const { events, onOpen } = props
  const columns: Column<LogAnswer>[] = [
    { title: 'When', cell: ({ date }) => <RelativeTime at={date} /> },
    {
      title: 'Event',
      cell: (event) => (
        <button type="button" class="text-button" onClick={() => onOpen(event)}>
          <EventBadge event={event} />
        </button>
      ),
    },
    { title: 'Application', cell: ({ client_name, client_id }) => client_name || client_id || '–' },
    {
      title: 'API',
      cell: (event) => {
        const api = isExchange(event) ? event.audience || '–' : 'Management API'
        return (
          <span class="log-api" title={api}>
            {api}
          </span>
        )
      },
    },
    {
      title: 'Details',
      cell: (event) => (
        <span class="cut" title={summaryOf(event)}>
          {summaryOf(event)}
        </span>
      ),
    },
  ]
  return (
    <div class="log-table">
      <Table
        caption="Events, the newest first"
        columns={columns}
        rows={events}
        rowKey={({ log_id }) => log_id}
        onOpen={onOpen}
      />
    </div>
  )
}

/** What came of an event, as a badge. */
function EventBadge({ event }: { event: LogAnswer }) {
  const { text, kind } = titleOf(event)
  return <Badge kind={kind}>{text}</Badge>
}
