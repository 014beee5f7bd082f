import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso/router'
import { useManagement } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import { DEFAULT_LIFETIME_SECONDS, problemOf } from './lifetime.ts'
import { LifetimeField } from './lifetime-field.tsx'

/** Asks for a new API's name and identifier, then goes to its scopes. */
export function CreateApiDialog({ onClose }: { onClose: () => void }) {
  const management = useManagement()
  const { route } = useLocation()
  const [name, setName] = useState('')
  const [identifier, setIdentifier] = useState('')
  const [lifetime, setLifetime] = useState(String(DEFAULT_LIFETIME_SECONDS))
  const isComplete = name.trim() !== '' && identifier.trim() !== ''

  async function create(): Promise<void> {
    const api = await management.apis.create({
      name: name.trim(),
      identifier: identifier.trim(),
      token_lifetime: Number(lifetime),
    })
    onClose()
    notify(`${api.name} was created`)
    route(`/dashboard/apis/${api.id}?tab=scopes`)
  }

  return (
    <Dialog title="Create an API" onClose={onClose}>
      <Form
        submitLabel="Create"
        onSubmit={create}
        onCancel={onClose}
        isUnsaved={name !== '' || identifier !== ''}
        disabled={!isComplete || problemOf(Number(lifetime)) !== undefined}
      >
        <TextField label="Name" value={name} onInput={setName} autocomplete="off" required />
        <TextField
          label="Identifier"
          hint="What requests name as the audience, best a URL. Nothing is ever fetched from it, and it cannot be changed."
          placeholder="https://api.example.com/"
          value={identifier}
          onInput={setIdentifier}
          autocomplete="off"
          isCode
          required
        />
        <LifetimeField value={lifetime} onInput={setLifetime} />
      </Form>
    </Dialog>
  )
}
