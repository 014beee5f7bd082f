import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface Toast {
  id: number
  text: string
  kind: 'success' | 'danger'
}

const SHOWN_MS = 6_000

let toasts: Toast[] = []
let nextId = 1
let show: (toasts: Toast[]) => void = () => undefined

/** Says for a few seconds, and to screen readers, what has been done. */
export function notify(text: string, kind: Toast['kind'] = 'success'): void {
  const toast = { id: nextId++, text, kind }
  update([...toasts, toast])
  setTimeout(() => update(toasts.filter((shown) => shown !== toast)), SHOWN_MS)
}

function update(next: Toast[]): void {
  toasts = next
  show(next)
}

/** Where `notify` shows. Once on the page. */
export function Toasts() {
  const [shown, setShown] = useState(toasts)
  useEffect(() => {
    show = setShown
  }, [])
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, kind }) => (
        <p key={id} class={`toast toast-${kind}`}>
          <Icon name={kind === 'success' ? 'check' : 'warning'} /> {text}
        </p>
      ))}
    </div>
  )
}
