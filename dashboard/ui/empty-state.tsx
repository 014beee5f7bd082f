import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** What stands where there is nothing yet: what could be there, and how it comes to be. */
export function EmptyState(props: {
  title: string
  icon: IconName
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  const { title, icon, children, actions } = props
  return (
    <div class="empty">
      <Icon name={icon} />
      <h3>{title}</h3>
      {children}
      {actions && <div class="actions">{actions}</div>}
    </div>
  )
}
