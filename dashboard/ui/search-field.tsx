import { useEffect, useState } from 'preact/hooks'
import type { FieldProps } from './field.tsx'
import { TextField } from './text-field.tsx'

const REST_MS = 350

/** Text to search for: it counts when typing rests. */
export function SearchField(
  props: FieldProps & {
    value: string
    onChange: (value: string) => void
    placeholder?: string
    isCode?: boolean
  },
) {
  const { value, onChange, ...rest } = props
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onChange(typed), REST_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return <TextField {...rest} type="search" value={typed} onInput={setTyped} autocomplete="off" />
}
