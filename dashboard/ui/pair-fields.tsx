import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import type { Pair } from './pair.ts'

/** Lines of a name and a value, to be added, changed and removed. */
export function PairFields(props: {
  pairs: Pair[]
  onChange: (pairs: Pair[]) => void
  nameLabel: string
  namePlaceholder?: string
  valueLabel: string
  addLabel: string
  /** No further line is offered then. */
  most?: number
}) {
  const { pairs, onChange, nameLabel, namePlaceholder, valueLabel, addLabel, most } = props
  const list = useRef<HTMLDivElement>(null)
  const isAdding = useRef(false)

  function change(at: number, part: Partial<Pair>): void {
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)))
  }

  function add(): void {
    isAdding.current = true
    onChange([...pairs, { name: '', value: '' }])
  }

  useLayoutEffect(() => {
    if (!isAdding.current) return
    isAdding.current = false
    const names = list.current?.querySelectorAll<HTMLElement>('.pair > :first-child') ?? []
    names[names.length - 1]?.focus()
  }, [pairs.length])

  return (
    <div class="pairs" ref={list}>
      {pairs.length === 0 && <p class="muted">None yet.</p>}
      {pairs.map(({ name, value }, index) => (
        <div key={index} class="pair">
          <input
            class="input code"
            aria-label={`${nameLabel} ${index + 1}`}
            placeholder={namePlaceholder ?? nameLabel}
            value={name}
            spellcheck={false}
            onInput={(event) => change(index, { name: event.currentTarget.value })}
          />
          <input
            class="input"
            aria-label={`${valueLabel} ${index + 1}`}
            placeholder={valueLabel}
            value={value}
            onInput={(event) => change(index, { value: event.currentTarget.value })}
          />
          <Button
            kind="quiet"
            icon="trash"
            label={`Remove ${name || `line ${index + 1}`}`}
            onClick={() => onChange(pairs.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      {(most === undefined || pairs.length < most) && (
        <div class="actions">
          <Button icon="plus" onClick={add}>
            {addLabel}
          </Button>
        </div>
      )}
    </div>
  )
}
