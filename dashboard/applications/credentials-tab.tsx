import { useSession } from '../session/session-context.ts'
import { AuthenticationCard } from './authentication-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { SecretCard } from './secret-card.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

/** How an application proves itself: by secret, by keys, by either. */
export function CredentialsTab({ client, onChange }: ApplicationPart) {
  const { can } = useSession()
  return (
    <div class="stack">
      <AuthenticationCard client={client} onChange={onChange} />
      <SecretCard client={client} />
      {can('read:client_credentials') && <KeysCard client={client} />}
    </div>
  )
}
