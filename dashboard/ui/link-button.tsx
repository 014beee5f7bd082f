import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** A link that looks like a button. `label` is needed without children. */
export function LinkButton(props: {
  href: string
  kind?: 'primary' | 'plain' | 'quiet'
  icon?: IconName
  label?: string
  children?: ComponentChildren
}) {
  const { href, kind = 'plain', icon, label, children } = props
  const shape = children === undefined ? ' button-icon' : ''
  return (
    <a class={`button button-${kind}${shape}`} href={href} aria-label={label} title={label}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}
