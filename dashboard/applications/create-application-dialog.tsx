import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso/router'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** Asks for a new application's name, then shows its secret, then its page. */
export function CreateApplicationDialog({ onClose }: { onClose: () => void }) {
  const management = useManagement()
  const { route } = useLocation()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [created, setCreated] = useState<ClientAnswer>()

  async function create(): Promise<void> {
    const client = await management.clients.create({
      name: name.trim(),
      ...(description !== '' && { description }),
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    })
    setCreated(client)
  }

  if (created !== undefined) {
    return (
      <SecretDialog
        title={`${created.name} was created`}
        client={created}
        onClose={() => {
          onClose()
          route(`/dashboard/applications/${created.client_id}?tab=apis`)
        }}
      />
    )
  }
  return (
    <Dialog title="Create an application" onClose={onClose}>
      <Form
        submitLabel="Create"
        onSubmit={create}
        onCancel={onClose}
        isUnsaved={name !== '' || description !== ''}
        disabled={name.trim() === ''}
      >
        <TextField
          label="Name"
          hint="What you know it by. Hooks see it as client.name."
          value={name}
          onInput={setName}
          autocomplete="off"
          required
        />
        <TextField
          label="Description (optional)"
          value={description}
          onInput={setDescription}
          autocomplete="off"
        />
      </Form>
    </Dialog>
  )
}
