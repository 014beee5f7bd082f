import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { Facts } from '../ui/facts.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { ApplicationLink } from './event-links.tsx'

interface LoggedCall {
  request?: { method?: string; path?: string; changed?: string[] }
  response?: { statusCode?: number }
}

/** A call of the Management API: who changed what. */
export function ChangeDetails({ event }: { event: LogAnswer }) {
  const { request, response } = event.details as LoggedCall
  const changed = request?.changed ?? []
  return (
    <Facts
      facts={[
        ['What', event.description || '–'],
        ['When', <RelativeTime at={event.date} />],
        ['By', <ApplicationLink event={event} />],
        [
          'Call',
          <code>
            {request?.method?.toUpperCase()} {request?.path}
          </code>,
        ],
        ['Answer', `Status ${response?.statusCode ?? 'unknown'}`],
        ['Properties given', changed.length === 0 ? 'None' : <code>{changed.join(', ')}</code>],
        ['IP address', <code>{event.ip}</code>],
        ['User agent', event.user_agent || '–'],
      ]}
    />
  )
}
