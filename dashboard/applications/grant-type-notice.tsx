import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

const NEEDED = 'client_credentials'

/** Says so when an application may not use the one grant type that is served here, and mends it. */
export function GrantTypeNotice({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const { grant_types = [], client_id } = client
  if (grant_types.includes(NEEDED)) return null

  async function allow(): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    await management.clients
      .update(client_id, { grant_types: [...grant_types, NEEDED] })
      .then(onChange, setError)
    setIsBusy(false)
  }

  return (
    <>
      <Notice kind="warning">
        <p>
          This application gets no tokens: its grant types do not name <code>{NEEDED}</code>.
        </p>
        {can('update:clients') && (
          <Button isBusy={isBusy} onClick={() => void allow()}>
            Allow client credentials
          </Button>
        )}
      </Notice>
      {error && <ErrorBox error={error} />}
    </>
  )
}
