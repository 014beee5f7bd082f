import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'

/** The application of an event. */
export function ApplicationLink({ event }: { event: LogAnswer }) {
  const { can } = useSession()
  const { client_id, client_name } = event
  if (client_id === '') return 'Unknown'
  // Without a name, nobody has proved to be it.
  if (client_name === '' || !can('read:clients')) return <code>{client_name || client_id}</code>
  return <a href={`/dashboard/applications/${client_id}`}>{client_name}</a>
}

/** The API that a token was asked for. */
export function ApiLink({ audience }: { audience: string }) {
  const { can } = useSession()
  if (audience === '') return 'None was named'
  if (!can('read:resource_servers')) return <code>{audience}</code>
  return <a href={`/dashboard/apis/${encodeURIComponent(audience)}`}>{audience}</a>
}
