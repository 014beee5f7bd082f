import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonProps {
  /** `quiet`: without a border, for what stands in rows and bars. */
  kind?: 'primary' | 'plain' | 'danger' | 'quiet'
  icon?: IconName
  /** Read aloud, and shown on hover: what an icon alone means, or of which row a button is. */
  label?: string
  children?: ComponentChildren
  type?: 'button' | 'submit'
  /** Shows that its work is under way; it takes no further click. */
  isBusy?: boolean
  /** It takes no click, and keeps the focus if it has it. */
  disabled?: boolean
  /** Whether what it opens is open, or what it switches is on. */
  expanded?: boolean
  pressed?: boolean
  onClick?: (event: MouseEvent) => void
}

/** Something that can be done. What leads to another page is a link. */
export function Button(props: ButtonProps) {
  const { kind = 'plain', icon, label, children, type = 'button', isBusy = false } = props
  const isOff = isBusy || props.disabled === true
  return (
    <button
      type={type}
      class={`button button-${kind}${children === undefined ? ' button-icon' : ''}`}
      aria-label={label}
      title={label}
      aria-busy={isBusy || undefined}
      aria-disabled={isOff || undefined}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      onClick={(event) => {
        if (isOff) event.preventDefault()
        else props.onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}
