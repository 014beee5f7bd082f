import { useState } from 'preact/hooks'
import { useManagement } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'

const ALGORITHMS = ['RS256', 'RS384', 'PS256'] as const

/** Takes a public key of an application. */
export function AddKeyDialog(props: {
  clientId: string
  onAdded: () => Promise<void>
  onClose: () => void
}) {
  const { clientId, onAdded, onClose } = props
  const management = useManagement()
  const [name, setName] = useState('')
  const [pem, setPem] = useState('')
  const [alg, setAlg] = useState<string>('RS256')
  const [expires, setExpires] = useState('')

  async function add(): Promise<void> {
    await management.clients.addCredential(clientId, {
      credential_type: 'public_key',
      name,
      pem,
      alg: ALGORITHMS.find((each) => each === alg) ?? 'RS256',
      ...(expires !== '' && { expires_at: `${expires}T00:00:00Z` }),
    })
    onClose()
    notify('The key was added')
    await onAdded()
  }

  return (
    <Dialog title="Add a public key" onClose={onClose}>
      <Form
        submitLabel="Add the key"
        onSubmit={add}
        onCancel={onClose}
        isUnsaved={name !== '' || pem !== ''}
        disabled={pem.trim() === ''}
      >
        <TextField label="Name" value={name} onInput={setName} autocomplete="off" />
        <TextField
          label="Public key or certificate (PEM)"
          hint={
            <>
              Make a pair with{' '}
              <code>openssl genrsa -out key.pem 2048; openssl rsa -in key.pem -pubout</code>
            </>
          }
          value={pem}
          onInput={setPem}
          rows={7}
          placeholder="-----BEGIN PUBLIC KEY-----"
          isCode
          required
        />
        <SelectField
          label="Algorithm of its assertions"
          value={alg}
          options={ALGORITHMS.map((value) => ({ value, label: value }))}
          onChange={setAlg}
        />
        <TextField
          label="Ends on (optional, UTC)"
          type="date"
          value={expires}
          onInput={setExpires}
        />
      </Form>
    </Dialog>
  )
}
