import type { LogType } from '../../functions/core/log-event.ts'
import { code, markdownTable } from './markdown.ts'

const TYPES: Record<LogType, string> = {
  seccft: 'a token was issued',
  feccft: 'a token was refused; `description` is the reason',
  sapi: 'a call of the Management API succeeded',
  fapi: 'a call of the Management API failed',
}

/** What events there are. */
export function logTypes(): string {
  const rows = Object.entries(TYPES).map(([type, meaning]) => [code(type), meaning])
  return markdownTable(['type', ''], rows)
}
