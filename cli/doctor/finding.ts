import type { Session } from '../session/open-session.ts'

/** One thing that was looked at. */
export interface Finding {
  /** `error`: something does not work. `warning`: it will not, or may surprise. */
  level: 'ok' | 'warning' | 'error'
  /** What was looked at: `issuer`, `token`, `keys`, `hook my-hook`, … */
  subject: string
  message: string
  /** What to do about it. */
  fix?: string
}

/** Looks at one part of a tenant. */
export type Examination = (session: Session) => Promise<Finding[]>

export function ok(subject: string, message: string): Finding {
  return { level: 'ok', subject, message }
}

export function warning(subject: string, message: string, fix: string): Finding {
  return { level: 'warning', subject, message, fix }
}

export function error(subject: string, message: string, fix: string): Finding {
  return { level: 'error', subject, message, fix }
}
