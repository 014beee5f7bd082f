import { useState } from 'preact/hooks'
import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { LogTable } from './log-table.tsx'
import { useLogEvents } from './use-log-events.ts'

/** The events that a `q` finds. */
export function LogList(props: {
  q: string | undefined
  isLive: boolean
  onOpen: (event: LogAnswer) => void
}) {
  const { q, isLive, onOpen } = props
  const log = useLogEvents(q, isLive)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()

  async function loadOlder(): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    await log.loadOlder().catch(setError)
    setIsBusy(false)
  }

  return (
    <>
      {isLive && log.isBehind && (
        <p class="small muted" role="status">
          The server does not answer. New events are looked for again every two seconds.
        </p>
      )}
      <Loaded resource={log} lines={12}>
        {({ events, hasOlder }) => (
          <>
            {events.length === 0 ? <NoEvents isFiltered={q !== undefined} /> : null}
            {events.length > 0 && <LogTable events={events} onOpen={onOpen} />}
            {error && <ErrorBox error={error} />}
            {hasOlder && (
              <div class="actions">
                <Button isBusy={isBusy} onClick={() => void loadOlder()}>
                  Show older events
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function NoEvents({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No event matches" icon="search">
      <p>Take a filter away, or search for less.</p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has happened yet" icon="log">
      <p>
        Every token asked for appears here, with what the hook made of it. The Test tab of an{' '}
        <a href="/dashboard/apis">API</a> asks for one.
      </p>
    </EmptyState>
  )
}
