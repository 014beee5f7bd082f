import { useEffect, useRef } from 'preact/hooks'
import type { DiffSide } from './create-diff-view.ts'

/** What is different between two texts, the earlier one at the left. */
export function DiffView({ before, after }: { before: DiffSide; after: DiffSide }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let remove: (() => void) | undefined
    let isGone = false
    void import('./create-diff-view.ts').then(({ createDiffView }) => {
      const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' })
      if (!isGone && root !== undefined) remove = createDiffView(root, before, after)
    })
    return () => {
      isGone = true
      remove?.()
    }
  }, [before.text, after.text])
  return (
    <figure class="diff">
      <figcaption class="diff-titles">
        <span>{before.label}</span>
        <span>{after.label}</span>
      </figcaption>
      <div ref={host} class="diff-host" />
    </figure>
  )
}
