import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A part of a page with a heading of its own. */
export function Card(props: {
  title?: ComponentChildren
  /** One sentence below the heading. */
  lead?: ComponentChildren
  actions?: ComponentChildren
  children: ComponentChildren
}) {
  const { title, lead, actions, children } = props
  const id = useId()
  return (
    <section class="card" aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div class="card-head">
          <h2 id={id}>{title}</h2>
          {actions && <div class="actions">{actions}</div>}
        </div>
      )}
      {lead && <p class="muted">{lead}</p>}
      {children}
    </section>
  )
}
