import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonProps {
  /** `quiet`: without a border, for what stands in rows and bars. */
  kind?: 'primary' | 'plain' | 'danger' | 'quiet'
  icon?: IconName
  /** What an icon alone means: read aloud, and shown on hover. Needed without children. */
  label?: string
  children?: ComponentChildren
  type?: 'button' | 'submit'
  /** Shows that its work is under way; it takes no further click. */
  isBusy?: boolean
  disabled?: boolean
  /** Whether what it opens is open, or what it switches is on. */
  expanded?: boolean
  pressed?: boolean
  onClick?: (event: MouseEvent) => void
}

/** Something that can be done. What leads to another page is a link. */
export function Button(props: ButtonProps) {
  const { kind = 'plain', icon, label, children, type = 'button', isBusy = false } = props
  return (
    <button
      type={type}
      class={`button button-${kind}${children === undefined ? ' button-icon' : ''}`}
      aria-label={label}
      title={label}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else props.onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}
