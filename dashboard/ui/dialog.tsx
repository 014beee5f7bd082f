import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Button } from './button.tsx'

/**
 * A question before all else: the platform's own modal dialog, which keeps the focus inside, closes
 * with Escape and gives the focus back. `onClose` takes it off the page.
 */
export function Dialog(props: {
  title: string
  onClose: () => void
  closeLabel?: string
  /** `drawer`: at the edge, as high as the window, for what is read. */
  kind?: 'plain' | 'wide' | 'drawer'
  children: ComponentChildren
}) {
  const { title, onClose, closeLabel = 'Close', kind = 'plain', children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" icon="close" label={closeLabel} onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  )
}
