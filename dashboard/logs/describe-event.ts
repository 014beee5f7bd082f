import type { LogAnswer } from '../../functions/management/contract/answers.ts'

/** What an event is, in a few words. */
export interface EventTitle {
  text: string
  kind: 'success' | 'warning' | 'danger' | 'plain'
}

/** Whether the hook failed, or refused, or it was not its doing. */
function titleOfRefusal({ details }: LogAnswer): EventTitle {
  if (details.error === 'hookServerError') return { text: 'Hook failed', kind: 'danger' }
  if (details.hook?.error !== undefined) return { text: 'Refused by hook', kind: 'warning' }
  return { text: 'Token refused', kind: 'warning' }
}

/** Names an event: what came of it. */
export function titleOf(event: LogAnswer): EventTitle {
  switch (event.type) {
    case 'seccft':
      return { text: 'Token issued', kind: 'success' }
    case 'feccft':
      return titleOfRefusal(event)
    case 'sapi':
      return { text: 'Change', kind: 'plain' }
    case 'fapi':
      return { text: 'Change failed', kind: 'warning' }
  }
}

/** One line about an event: why it was refused, what the token may do, what was changed. */
export function summaryOf({ type, description, scope }: LogAnswer): string {
  if (type !== 'seccft') return description
  return scope === '' ? 'No scopes' : scope
}

/** Whether somebody asked for a token; else it is a call of the Management API. */
export function isExchange({ type }: LogAnswer): boolean {
  return type === 'seccft' || type === 'feccft'
}
