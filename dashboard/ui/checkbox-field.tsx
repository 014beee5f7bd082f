import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** Something that is so or not. */
export function CheckboxField(props: {
  label: ComponentChildren
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}) {
  const { label, hint, checked, onChange, disabled } = props
  const id = useId()
  return (
    <div class="checkbox-field">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
