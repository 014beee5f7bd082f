import { Field, type FieldProps } from './field.tsx'

/** A line of text, or with `rows` several. */
export function TextField(
  props: FieldProps & {
    value: string
    onInput: (value: string) => void
    type?: 'text' | 'password' | 'number' | 'search' | 'url' | 'date'
    rows?: number
    required?: boolean
    autocomplete?: string
    placeholder?: string
    /** Names, secrets and the like: in the typewriter's face, unchecked for spelling. */
    isCode?: boolean
    readOnly?: boolean
    min?: number
    max?: number
  },
) {
  const { label, hint, error, value, onInput, rows, isCode = false, type = 'text', ...rest } = props
  const common = { value, class: isCode ? 'input code' : 'input', spellcheck: !isCode, ...rest }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) =>
        rows === undefined ? (
          <input
            {...control}
            {...common}
            // The types know which properties go with which type; all here go with each.
            type={type as 'text'}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...control}
            {...common}
            rows={rows}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  )
}
