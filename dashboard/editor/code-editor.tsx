import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Skeleton } from '../ui/skeleton.tsx'
import type { CodeFault } from './code-fault.ts'
import type { CodeView } from './create-code-view.ts'

/** Edits code; CodeMirror is loaded when the first one appears. */
export function CodeEditor(props: {
  label: string
  value: string
  onChange: (value: string) => void
  language?: 'javascript' | 'json'
  isReadOnly?: boolean
  onSave?: () => void
  secretNames?: readonly string[]
  /** What is marked in the text. */
  fault?: CodeFault | undefined
  /** Where the cursor is to go: each new object is a jump. */
  jump?: { line: number; column: number } | undefined
}) {
  const { value, fault, jump, language = 'javascript' } = props
  const host = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<CodeView>()
  // The view lives longer than one set of properties.
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    let made: CodeView | undefined
    let isGone = false
    void import('./create-code-view.ts').then(({ createCodeView }) => {
      const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' })
      if (isGone || root === undefined) return
      const { label, isReadOnly = false } = latest.current
      made = createCodeView(root, {
        label,
        language,
        isReadOnly,
        text: latest.current.value,
        onChange: (text) => latest.current.onChange(text),
        onSave: () => latest.current.onSave?.(),
        secretNames: () => latest.current.secretNames ?? [],
      })
      setView(made)
    })
    return () => {
      isGone = true
      made?.destroy()
    }
  }, [language])

  // At once, before the next key: later, it would put back what has been typed over since.
  useLayoutEffect(() => view?.setText(value), [view, value])
  useEffect(() => view?.showFault(fault), [view, fault])
  useEffect(() => {
    if (jump !== undefined) view?.goTo(jump.line, jump.column)
  }, [view, jump])

  return (
    <div class="code-editor">
      {view === undefined && <Skeleton lines={8} />}
      <div ref={host} class="code-host" hidden={view === undefined} />
    </div>
  )
}
