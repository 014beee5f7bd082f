import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** Something to know before going on. */
export function Notice(props: {
  kind?: 'plain' | 'warning' | 'danger' | 'success'
  children: ComponentChildren
}) {
  const { kind = 'plain', children } = props
  return (
    <div class={`notice notice-${kind}`} role="note">
      {kind !== 'plain' && <Icon name={kind === 'success' ? 'check' : 'warning'} />}
      <div>{children}</div>
    </div>
  )
}
