import { useLocation } from 'preact-iso/router'
import { LogTable } from '../logs/log-table.tsx'
import { useManagement } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { usePoll } from '../ui/use-poll.ts'
import { useResource } from '../ui/use-resource.ts'

const SHOWN = 5
const RENEW_MS = 10_000

/** The latest refused exchanges, with the reasons. */
export function RefusalsCard() {
  const { logs } = useManagement()
  const { route } = useLocation()
  const refusals = useResource(() => logs.search({ q: 'type:feccft', per_page: SHOWN }), [logs])
  usePoll(refusals.reload, RENEW_MS)
  return (
    <Card title="Latest refusals" actions={<a href="/dashboard/logs?type=feccft">All refusals</a>}>
      <Loaded resource={refusals} lines={5}>
        {(events) =>
          events.length === 0 ? (
            <EmptyState title="Nobody was refused" icon="check" />
          ) : (
            <LogTable events={events} onOpen={({ log_id }) => route(`/dashboard/logs/${log_id}`)} />
          )
        }
      </Loaded>
    </Card>
  )
}
