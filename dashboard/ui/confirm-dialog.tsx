import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import { Form } from './form.tsx'
import { TextField } from './text-field.tsx'

/** Asks before something that cannot be undone; with `typed`, until that was typed. */
export function ConfirmDialog(props: {
  title: string
  children: ComponentChildren
  confirmLabel: string
  typed?: string
  onConfirm: () => Promise<void> | void
  onClose: () => void
}) {
  const { title, children, confirmLabel, typed, onConfirm, onClose } = props
  const [given, setGiven] = useState('')
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Form
        submitLabel={confirmLabel}
        submitKind="danger"
        disabled={typed !== undefined && given !== typed}
        onSubmit={onConfirm}
        onCancel={onClose}
      >
        {typed !== undefined && (
          <TextField
            label={`Type ${typed} to confirm`}
            value={given}
            onInput={setGiven}
            autocomplete="off"
            isCode
          />
        )}
      </Form>
    </Dialog>
  )
}
