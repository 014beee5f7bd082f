import { useState } from 'preact/hooks'
import { useManagement } from '../session/session-context.ts'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { notify } from '../ui/toasts.tsx'

/** Lets the next key sign. */
export function RotateKeyDialog(props: { onRotated: () => Promise<void>; onClose: () => void }) {
  const { onRotated, onClose } = props
  const { keys } = useManagement()
  const [isForced, setIsForced] = useState(false)

  async function rotate(): Promise<void> {
    await keys.rotate(isForced ? { force: true } : {})
    onClose()
    notify('The next key signs now')
    await onRotated()
  }

  return (
    <Dialog title="Rotate the signing keys" onClose={onClose}>
      <p>
        The next key becomes the current one, and a new next key is made. The key of now stays
        published, so that its tokens stay valid until they end.
      </p>
      <p>
        Whoever checks tokens may remember the published keys for five minutes. So a next key has to
        be six minutes old before it may sign: sooner, its tokens could be refused for that long.
      </p>
      <Form submitLabel="Rotate" onSubmit={rotate} onCancel={onClose}>
        <CheckboxField
          label="Rotate even if the next key is younger than that"
          hint="Only when the current key may have got out."
          checked={isForced}
          onChange={setIsForced}
        />
      </Form>
    </Dialog>
  )
}
