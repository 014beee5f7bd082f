import { useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso/router'
import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { EventDrawer } from './event-drawer.tsx'
import { toQuery } from './log-filter.ts'
import { LogFilters } from './log-filters.tsx'
import { LogList } from './log-list.tsx'

/** What happened, the newest first; `id` opens one event beside it. */
export function LogsPage({ id }: { id?: string }) {
  const [type, setType] = useQueryParameter('type', '')
  const [clientId, setClientId] = useQueryParameter('client', '')
  const [text, setText] = useQueryParameter('q', '')
  const [isLive, setIsLive] = useState(true)
  const { url, route } = useLocation()
  const opened = useRef<LogAnswer | undefined>(undefined)
  const search = new URL(url, location.origin).search
  const q = toQuery({ type, clientId, text })

  function open(event: LogAnswer): void {
    opened.current = event
    route(`/dashboard/logs/${event.log_id}${search}`)
  }

  function close(): void {
    // The way back to the list, unless the event is where the visit began.
    if (opened.current !== undefined) history.back()
    else route(`/dashboard/logs${search}`, true)
    opened.current = undefined
  }

  return (
    <Page
      title="Logs"
      lead="Every token asked for and every change, with the reasons."
      actions={
        <Button
          icon={isLive ? 'pause' : 'play'}
          pressed={isLive}
          onClick={() => setIsLive(!isLive)}
        >
          {isLive ? 'Live' : 'Paused'}
        </Button>
      }
    >
      <Card>
        <LogFilters
          type={type}
          clientId={clientId}
          text={text}
          onType={setType}
          onClient={setClientId}
          onText={setText}
        />
        <LogList key={q} q={q} isLive={isLive} onOpen={open} />
      </Card>
      {id !== undefined && (
        <EventDrawer
          key={id}
          id={id}
          known={opened.current?.log_id === id ? opened.current : undefined}
          onClose={close}
        />
      )}
    </Page>
  )
}
