import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from './button.tsx'
import { ErrorBox } from './error-box.tsx'
import { unsavedMark } from './unsaved.ts'

/** Fields with what is done with them: shows that it is under way, and why it failed. */
export function Form(props: {
  children: ComponentChildren
  submitLabel: string
  submitKind?: 'primary' | 'danger' | 'plain'
  disabled?: boolean
  /** Its fields hold what would be lost: asks before they go. */
  isUnsaved?: boolean
  /** May throw: the message is shown, and the fields stay. */
  onSubmit: () => Promise<unknown> | unknown
  onCancel?: () => void
}) {
  const { children, submitLabel, submitKind = 'primary', disabled = false, onCancel } = props
  const mark = unsavedMark(props.isUnsaved === true)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isBusy || disabled) return
    setIsBusy(true)
    setError(undefined)
    try {
      await props.onSubmit()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form class="form" {...mark} onSubmit={(event) => void submit(event)}>
      {children}
      {error && <ErrorBox error={error} />}
      <div class="actions">
        <Button type="submit" kind={submitKind} isBusy={isBusy} disabled={disabled}>
          {submitLabel}
        </Button>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  )
}
