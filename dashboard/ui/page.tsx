import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** A page: its heading takes the focus when it appears, so that it is read and tabbed from there. */
export function Page(props: {
  title: string
  /** One sentence below the heading. */
  lead?: ComponentChildren
  /** Buttons beside the heading. */
  actions?: ComponentChildren
  /** Where it came from: a link above the heading. */
  back?: { href: string; title: string }
  children: ComponentChildren
}) {
  const { title, lead, actions, back, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Hookmint`
  }, [title])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div class="page">
      {back && (
        <a class="page-back" href={back.href}>
          <Icon name="back" /> {back.title}
        </a>
      )}
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {lead && <p class="page-lead">{lead}</p>}
      {children}
    </div>
  )
}
