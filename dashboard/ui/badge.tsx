import type { ComponentChildren } from 'preact'

/** A word or two about the state of something. */
export function Badge(props: {
  kind?: 'plain' | 'success' | 'warning' | 'danger'
  children: ComponentChildren
}) {
  const { kind = 'plain', children } = props
  return <span class={`badge badge-${kind}`}>{children}</span>
}
