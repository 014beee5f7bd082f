import { TextField } from '../ui/text-field.tsx'
import { inWords, MAX_LIFETIME_SECONDS, problemOf } from './lifetime.ts'

/** For how many seconds a token is valid. */
export function LifetimeField(props: { value: string; onInput: (value: string) => void }) {
  const { value, onInput } = props
  const problem = problemOf(Number(value))
  return (
    <TextField
      label="Token lifetime in seconds"
      type="number"
      min={1}
      max={MAX_LIFETIME_SECONDS}
      value={value}
      onInput={onInput}
      hint={problem === undefined ? inWords(Number(value)) : undefined}
      error={problem}
      required
    />
  )
}
