import { useState } from 'preact/hooks'
import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import { NAME_HINT } from './create-hook-dialog.tsx'

/** Gives a hook another name, or goes on to its deletion. */
export function RenameHookDialog(props: {
  hook: HookAnswer
  onRenamed: () => Promise<void>
  onDelete: () => void
  onClose: () => void
}) {
  const { hook, onRenamed, onDelete, onClose } = props
  const { management, can } = useSession()
  const [name, setName] = useState(hook.name)

  async function rename(): Promise<void> {
    const renamed = await management.hooks.update(hook.id, { name })
    onClose()
    notify(`The hook is now named ${renamed.name}`)
    await onRenamed()
  }

  return (
    <Dialog title={hook.name} onClose={onClose}>
      {can('update:hooks') && (
        <Form
          submitLabel="Rename"
          onSubmit={rename}
          isUnsaved={name !== hook.name}
          disabled={name === hook.name}
        >
          <TextField label="Name" hint={NAME_HINT} value={name} onInput={setName} required />
        </Form>
      )}
      {can('delete:hooks') && (
        <div class="dialog-part">
          <p class="muted">Deleting a hook removes its versions and secrets too.</p>
          <Button icon="trash" onClick={onDelete}>
            Delete this hook…
          </Button>
        </div>
      )}
    </Dialog>
  )
}
