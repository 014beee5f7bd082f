import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'
import { ChangeDetails } from './change-details.tsx'
import { isExchange, titleOf } from './describe-event.ts'
import { ExchangeDetails } from './exchange-details.tsx'
import { RawEvent } from './raw-event.tsx'

/** One event, as a person reads it. `known`: it need not be asked for again. */
export function EventDrawer(props: {
  id: string
  known: LogAnswer | undefined
  onClose: () => void
}) {
  const { id, known, onClose } = props
  const { logs } = useManagement()
  const event = useResource(async () => known ?? logs.get(id), [logs, id])
  const title = event.data === undefined ? 'Event' : titleOf(event.data).text
  return (
    <Dialog kind="drawer" title={title} onClose={onClose}>
      <Loaded resource={event} lines={10}>
        {(data) => (
          <>
            {isExchange(data) ? <ExchangeDetails event={data} /> : <ChangeDetails event={data} />}
            <RawEvent event={data} />
            <p class="event-link">
              <CopyButton text={location.origin + location.pathname} what="a link to this event" />
              <code class="small muted">{data.log_id}</code>
            </p>
          </>
        )}
      </Loaded>
    </Dialog>
  )
}
