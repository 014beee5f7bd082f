import { useSession } from '../session/session-context.ts'
import { MendingNotice } from '../ui/mending-notice.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

const NEEDED = 'client_credentials'

/** Says so when an application may not use the one grant type that is served here, and mends it. */
export function GrantTypeNotice({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const { grant_types = [], client_id } = client
  if (grant_types.includes(NEEDED)) return null
  return (
    <MendingNotice
      mayMend={can('update:clients')}
      label="Allow client credentials"
      mend={() => management.clients.update(client_id, { grant_types: [...grant_types, NEEDED] })}
      onChange={onChange}
    >
      <p>
        This application gets no tokens: its grant types do not name <code>{NEEDED}</code>.
      </p>
    </MendingNotice>
  )
}
