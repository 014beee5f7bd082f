import { useState } from 'preact/hooks'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { DeleteCard } from '../ui/delete-card.tsx'
import { DeleteApplicationDialog } from './delete-application-dialog.tsx'
import { GrantTypeNotice } from './grant-type-notice.tsx'
import { MetadataCard } from './metadata-card.tsx'
import { NameCard } from './name-card.tsx'

export interface ApplicationPart {
  client: ClientAnswer
  /** Takes the application as it is after a change. */
  onChange: (client: ClientAnswer) => void
}

/** Name, metadata, deletion. */
export function SettingsTab({ client, onChange }: ApplicationPart) {
  const { can } = useSession()
  const [isDeleting, setIsDeleting] = useState(false)
  return (
    <div class="stack">
      <GrantTypeNotice client={client} onChange={onChange} />
      <NameCard client={client} onChange={onChange} />
      <MetadataCard client={client} onChange={onChange} />
      {can('delete:clients') && (
        <DeleteCard
          title="Delete this application"
          lead="It can get no more tokens, and its grants and keys go with it."
          onDelete={() => setIsDeleting(true)}
        />
      )}
      {isDeleting && (
        <DeleteApplicationDialog client={client} onClose={() => setIsDeleting(false)} />
      )}
    </div>
  )
}
