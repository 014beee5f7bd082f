import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useLeave } from './unsaved.ts'

export interface Tab {
  id: string
  title: string
  /** A number or mark beside the title. */
  badge?: ComponentChildren
  /** Draws the panel; called for the chosen tab alone. */
  panel: () => ComponentChildren
}

/** One of several panels. Arrow keys, Home and End move between the tabs (ARIA tabs pattern). */
export function Tabs(props: {
  /** What the tabs are of, for those who do not see it. */
  label: string
  tabs: readonly Tab[]
  current: string
  onChange: (id: string) => void
}) {
  const { label, tabs, onChange } = props
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const leave = useLeave()
  const index = Math.max(
    tabs.findIndex((tab) => tab.id === props.current),
    0,
  )
  const current = tabs[index]

  function choose(next: string, then: () => void = () => undefined): void {
    if (next === current?.id || panel.current === null) return
    leave(panel.current, () => {
      onChange(next)
      then()
    })
  }

  function move(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: -1,
    }
    const tab = tabs.at((steps[event.key] ?? Number.NaN) % tabs.length)
    if (!(event.key in steps) || tab === undefined) return
    event.preventDefault()
    choose(tab.id, () => document.getElementById(`${id}-${tab.id}`)?.focus())
  }

  // Where they do not all fit, the chosen one is in sight.
  useEffect(() => {
    const tab = document.getElementById(`${id}-${current?.id}`)
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current?.id])

  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            class="tab"
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => choose(tab.id)}
          >
            {tab.title}
            {tab.badge !== undefined && <span class="tab-badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      <div
        ref={panel}
        class="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${current?.id}`}
      >
        {current?.panel()}
      </div>
    </div>
  )
}
