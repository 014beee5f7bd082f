import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ApiPart } from './api-settings-tab.tsx'

/** Says so when an API's algorithm is one that nothing is signed with here, and mends it. */
export function SigningAlgorithmNotice({ api, onChange }: ApiPart) {
  const { management, can } = useSession()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()
  if (api.signing_alg === 'RS256') return null

  async function mend(): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    await management.apis.update(api.id, { signing_alg: 'RS256' }).then(onChange, setError)
    setIsBusy(false)
  }

  return (
    <>
      <Notice kind="warning">
        <p>
          No tokens are issued for this API: it wants {api.signing_alg}, and Hookmint signs with
          RS256 alone. Those who check its tokens have to take RS256 too.
        </p>
        {can('update:resource_servers') && (
          <Button isBusy={isBusy} onClick={() => void mend()}>
            Sign with RS256
          </Button>
        )}
      </Notice>
      {error && <ErrorBox error={error} />}
    </>
  )
}
