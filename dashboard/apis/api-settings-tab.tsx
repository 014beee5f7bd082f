import { useState } from 'preact/hooks'
import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { DeleteCard } from '../ui/delete-card.tsx'
import { Notice } from '../ui/notice.tsx'
import { ApiFacts } from './api-facts.tsx'
import { ApiForm } from './api-form.tsx'
import { DeleteApiDialog } from './delete-api-dialog.tsx'
import { SigningAlgorithmNotice } from './signing-algorithm-notice.tsx'

export interface ApiPart {
  api: ApiAnswer
  /** Takes the API as it is after a change. */
  onChange: (api: ApiAnswer) => void
}

/** Name, lifetime and dialect of an API's tokens; its deletion. */
export function ApiSettingsTab({ api, onChange }: ApiPart) {
  const { can } = useSession()
  const [isDeleting, setIsDeleting] = useState(false)
  const isSystem = api.is_system === true
  const mayChange = can('update:resource_servers') && !isSystem
  return (
    <div class="stack">
      {isSystem && (
        <Notice>
          This is the Management API itself: what command line, dashboard and tools speak to. It can
          be neither changed nor deleted.
        </Notice>
      )}
      <SigningAlgorithmNotice api={api} onChange={onChange} />
      <Card title="Tokens">
        {mayChange ? <ApiForm api={api} onChange={onChange} /> : <ApiFacts api={api} />}
      </Card>
      {can('delete:resource_servers') && !isSystem && (
        <DeleteCard
          title="Delete this API"
          lead="No tokens are issued for it any more, and the grants for it are removed."
          onDelete={() => setIsDeleting(true)}
        />
      )}
      {isDeleting && <DeleteApiDialog api={api} onClose={() => setIsDeleting(false)} />}
    </div>
  )
}
