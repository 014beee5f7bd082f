import { useState } from 'preact/hooks'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'

/** Asks for a secret: of a known name for the value alone. */
export function SecretForm(props: {
  name?: string
  onSubmit: (name: string, value: string) => Promise<void>
  onCancel?: () => void
}) {
  const { name: known, onSubmit, onCancel } = props
  const [name, setName] = useState(known ?? '')
  const [value, setValue] = useState('')
  return (
    <Form
      submitLabel={known === undefined ? 'Add' : 'Replace'}
      submitKind={known === undefined ? 'plain' : 'primary'}
      isUnsaved={value !== '' || name !== (known ?? '')}
      disabled={name.trim() === '' || value === ''}
      {...(onCancel && { onCancel })}
      onSubmit={async () => {
        await onSubmit(name.trim(), value)
        if (known === undefined) setName('')
        setValue('')
      }}
    >
      {known === undefined && (
        <TextField label="Name" value={name} onInput={setName} autocomplete="off" isCode />
      )}
      <TextField
        label={known === undefined ? 'Value' : `New value of ${known}`}
        type="password"
        value={value}
        onInput={setValue}
        autocomplete="new-password"
        isCode
      />
    </Form>
  )
}
