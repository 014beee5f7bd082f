import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface FieldProps {
  label: string
  /** What is wanted, below the control. */
  hint?: ComponentChildren
  /** What is wrong with the value. */
  error?: string | undefined
  /** The label stands beside the control. */
  isInline?: boolean | undefined
}

/** What ties a control to its label, hint and error. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

/** A label with a control; `children` draws it with the properties that tie the two. */
export function Field(
  props: FieldProps & { children: (control: ControlProps) => ComponentChildren },
) {
  const { label, hint, error, isInline, children } = props
  const id = useId()
  const note = `${id}-note`
  const hasNote = hint !== undefined || error !== undefined
  return (
    <div class={isInline ? 'field field-inline' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': hasNote ? note : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hasNote && (
        <p class={error === undefined ? 'field-hint' : 'field-error'} id={note}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
