import { useSession } from '../session/session-context.ts'
import { MendingNotice } from '../ui/mending-notice.tsx'
import type { ApiPart } from './api-settings-tab.tsx'

/** Says so when an API's algorithm is one that nothing is signed with here, and mends it. */
export function SigningAlgorithmNotice({ api, onChange }: ApiPart) {
  const { management, can } = useSession()
  if (api.signing_alg === 'RS256') return null
  return (
    <MendingNotice
      mayMend={can('update:resource_servers')}
      label="Sign with RS256"
      mend={() => management.apis.update(api.id, { signing_alg: 'RS256' })}
      onChange={onChange}
    >
      <p>
        No tokens are issued for this API: it wants {api.signing_alg}, and Hookmint signs with RS256
        alone. Those who check its tokens have to take RS256 too.
      </p>
    </MendingNotice>
  )
}
