import { useState } from 'preact/hooks'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { notify } from '../ui/toasts.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

const KEY_ONLY = 'private_key_jwt'

const METHODS = [
  { value: 'client_secret_post', label: 'The client secret, or an assertion signed with a key' },
  { value: KEY_ONLY, label: 'Only an assertion signed with a key (private_key_jwt)' },
]

/** Whether the secret counts, or keys alone. */
export function AuthenticationCard({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()

  async function choose(method: string): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    try {
      const changed = await management.clients.update(client.client_id, {
        token_endpoint_auth_method: method,
        client_authentication_methods: null,
      })
      onChange(changed)
      notify('The application was saved')
    } catch (thrown) {
      setError(thrown as Error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Card title="Authentication">
      <SelectField
        label="The application proves itself with"
        hint="With keys alone, a secret that got out is worth nothing."
        value={isKeyOnly(client) ? KEY_ONLY : 'client_secret_post'}
        options={METHODS}
        disabled={isBusy || !can('update:clients')}
        onChange={(method) => void choose(method)}
      />
      {error && <ErrorBox error={error} />}
    </Card>
  )
}

/** By the method's name, or as newer imports say it. */
function isKeyOnly(client: ClientAnswer): boolean {
  const { token_endpoint_auth_method, client_authentication_methods } = client
  return (
    token_endpoint_auth_method === KEY_ONLY || KEY_ONLY in Object(client_authentication_methods)
  )
}
