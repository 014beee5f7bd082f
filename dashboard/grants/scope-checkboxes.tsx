import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'

export interface ApiScope {
  value: string
  description?: string
}

/** Which of an API's scopes are chosen; chosen ones that it does not define are shown too. */
export function ScopeCheckboxes(props: {
  legend: string
  scopes: readonly ApiScope[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  disabled?: boolean
}) {
  const { legend, scopes, chosen, onChange, disabled = false } = props
  const defined = scopes.map(({ value }) => value)
  // They stay in sight when they are no longer chosen.
  const [others] = useState(() => chosen.filter((value) => !defined.includes(value)))
  const all: ApiScope[] = [
    ...scopes,
    ...others.map((value) => ({ value, description: 'Not defined by the API' })),
  ]
  if (all.length === 0) return <p class="muted">The API defines no scopes.</p>

  function toggle(scope: string, isChosen: boolean): void {
    onChange(isChosen ? [...chosen, scope] : chosen.filter((value) => value !== scope))
  }

  return (
    <fieldset class="scopes" disabled={disabled}>
      <legend>{legend}</legend>
      {!disabled && (
        <div class="actions small">
          <Button kind="quiet" onClick={() => onChange(all.map(({ value }) => value))}>
            All
          </Button>
          <Button kind="quiet" onClick={() => onChange([])}>
            None
          </Button>
        </div>
      )}
      <div class="scope-grid">
        {all.map(({ value, description }) => (
          <CheckboxField
            key={value}
            label={<code>{value}</code>}
            {...(description && { hint: description })}
            checked={chosen.includes(value)}
            disabled={disabled}
            onChange={(isChosen) => toggle(value, isChosen)}
          />
        ))}
      </div>
    </fieldset>
  )
}
