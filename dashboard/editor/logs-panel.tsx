import { useRef, useState } from 'preact/hooks'
import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { ConsoleLines } from '../trace/console-lines.tsx'
import { Badge } from '../ui/badge.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { usePoll } from '../ui/use-poll.ts'

const ASK_EVERY_MS = 2_000
const SHOWN = 50

/** What the hook does to tokens, as it happens. */
export function LogsPanel({ hookId }: { hookId: string }) {
  const management = useManagement()
  const [events, setEvents] = useState<LogAnswer[]>()
  const [error, setError] = useState<Error>()
  const last = useRef<string>(undefined)

  async function ask(): Promise<void> {
    try {
      const fresh =
        last.current === undefined
          ? (await management.logs.search({ per_page: SHOWN })).reverse()
          : await management.logs.after(last.current)
      last.current = fresh.at(-1)?.log_id ?? last.current
      const own = fresh.filter(({ details }) => details.hook?.id === hookId).reverse()
      setEvents((before = []) => [...own, ...before].slice(0, SHOWN))
      setError(undefined)
    } catch (thrown) {
      setError(thrown as Error)
    }
  }

  usePoll(ask, ASK_EVERY_MS)
  return (
    <div class="stack">
      <p class="muted">Exchanges that this hook took part in, as they happen.</p>
      {error && <ErrorBox error={error} />}
      {events === undefined && !error && <Skeleton />}
      {events?.length === 0 && (
        <EmptyState title="Nothing yet" icon="log">
          <p>Ask for a token: it appears here within seconds.</p>
        </EmptyState>
      )}
      <ol class="log-lines" aria-label="Exchanges" aria-live="polite">
        {events?.map((event) => (
          <LogLine key={event.log_id} event={event} />
        ))}
      </ol>
    </div>
  )
}

function LogLine({ event }: { event: LogAnswer }) {
  const { date, type, client_name, description, details, log_id } = event
  const { hook } = details
  return (
    <li class="log-line">
      <div class="log-line-head">
        <Badge kind={type === 'seccft' ? 'success' : 'danger'}>
          {type === 'seccft' ? 'token' : 'refused'}
        </Badge>
        <a href={`/dashboard/logs/${log_id}`}>{client_name || 'unknown application'}</a>
        <span class="muted small">
          <RelativeTime at={date} />
          {hook && `, version ${hook.version}, ${Math.round(hook.durationMs)} ms`}
        </span>
      </div>
      {type !== 'seccft' && <p>{description}</p>}
      <ConsoleLines lines={hook?.console ?? []} more={hook?.consoleDropped ?? 0} />
    </li>
  )
}
