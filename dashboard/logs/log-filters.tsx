import { useSession } from '../session/session-context.ts'
import { SearchField } from '../ui/search-field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { useResource } from '../ui/use-resource.ts'
import { EVENT_TYPES, type LogFilter } from './log-filter.ts'

const QUERY_HINT = (
  <>
    Words, or fields as <code>audience:"https://api.example.com/"</code>,{' '}
    <code>date:[2026-11-01 TO 2026-11-30]</code>, <code>ip:203.0.113.*</code>
  </>
)

/** Chooses which events are listed. */
export function LogFilters(
  props: LogFilter & {
    onType: (type: string) => void
    onClient: (clientId: string) => void
    onText: (text: string) => void
  },
) {
  const { type, clientId, text, onType, onClient, onText } = props
  const { management, can } = useSession()
  const clients = useResource(
    async () => (can('read:clients') ? management.clients.list() : []),
    [management],
  )
  const known = clients.data ?? []
  const isListed = clientId === '' || known.some(({ client_id }) => client_id === clientId)
  return (
    <search class="filters">
      <SelectField label="Event" value={type} options={EVENT_TYPES} onChange={onType} />
      {(can('read:clients') || clientId !== '') && (
        <SelectField
          label="Application"
          value={clientId}
          options={[
            { value: '', label: 'All applications' },
            ...known.map(({ client_id, name }) => ({ value: client_id, label: name })),
            ...(isListed ? [] : [{ value: clientId, label: clientId }]),
          ]}
          onChange={onClient}
        />
      )}
      <SearchField label="Search" hint={QUERY_HINT} value={text} onChange={onText} isCode />
    </search>
  )
}
