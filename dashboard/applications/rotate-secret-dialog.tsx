import { useState } from 'preact/hooks'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { SelectField } from '../ui/select-field.tsx'

const PERIODS = [
  { value: '0', label: 'Not at all: it ends now' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
]

/** Makes a new secret, and asks how long the one before still counts. */
export function RotateSecretDialog(props: {
  client: ClientAnswer
  onRotated: (client: ClientAnswer) => void
  onClose: () => void
}) {
  const { client, onRotated, onClose } = props
  const management = useManagement()
  const [period, setPeriod] = useState('86400')

  async function rotate(): Promise<void> {
    const answer = await management.clients.rotateSecret(client.client_id, {
      previous_secret_lifetime_seconds: Number(period),
    })
    onRotated(answer)
  }

  return (
    <Dialog title={`Rotate the secret of ${client.name}`} onClose={onClose}>
      <Form submitLabel="Rotate the secret" onSubmit={rotate} onCancel={onClose}>
        <SelectField
          label="The present secret still counts for"
          hint={
            period === '0'
              ? 'The application is refused until it has the new secret.'
              : 'Meanwhile both count, so that the application can change over.'
          }
          value={period}
          options={PERIODS}
          onChange={setPeriod}
        />
      </Form>
    </Dialog>
  )
}
