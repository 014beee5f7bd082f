import { Field, type FieldProps } from './field.tsx'

export interface Option {
  value: string
  label: string
}

/** One of several. */
export function SelectField(
  props: FieldProps & {
    value: string
    options: readonly Option[]
    onChange: (value: string) => void
    disabled?: boolean
  },
) {
  const { label, hint, error, value, options, onChange, disabled, isInline } = props
  return (
    <Field label={label} hint={hint} error={error} isInline={isInline}>
      {(control) => (
        <select
          {...control}
          class="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
