import { useEffect, useRef, useState } from 'preact/hooks'
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
  const told = useRef(value)
  useEffect(() => {
    // Its own value comes back while more is typed; only another one takes its place.
    if (value !== told.current) setTyped(value)
    told.current = value
  }, [value])
  useEffect(() => {
    if (typed === told.current) return undefined
    const timer = setTimeout(() => {
      told.current = typed
      onChange(typed)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return <TextField {...rest} type="search" value={typed} onInput={setTyped} autocomplete="off" />
}
