/** Which events are listed. Empty texts filter nothing. */
export interface LogFilter {
  type: string
  clientId: string
  /** As the Management API's `q`. */
  text: string
}

export const EVENT_TYPES = [
  { value: '', label: 'All events' },
  { value: 'seccft', label: 'Tokens issued' },
  { value: 'feccft', label: 'Tokens refused' },
  { value: 'hook', label: 'Hook failures' },
  { value: 'sapi', label: 'Changes' },
  { value: 'fapi', label: 'Failed changes' },
] as const

/** The `q` that finds the events of a filter; undefined when it lets all through. */
export function toQuery({ type, clientId, text }: LogFilter): string | undefined {
  const words = quoteForeignWords(text.trim())
  const chosen = [
    type === 'hook' ? 'details.error:hookServerError' : type && `type:${type}`,
    clientId && `client_id:"${clientId}"`,
  ].filter((term) => term !== '')
  if (chosen.length === 0) return words || undefined
  return [...chosen, ...(words === '' ? [] : [`(${words})`])].join(' AND ')
}

const FIELD =
  /^[-+!(]*(\*|_exists_|type|description|client_id|client_name|ip|user_agent|hostname|audience|scope|log_id|date|details\.[\w.]+):/

/** Scopes and addresses have colons, and would be taken for fields that no event has. */
function quoteForeignWords(text: string): string {
  return text.replace(/\S*"[^"]*"?\S*|\S+/g, (word) =>
    word.includes(':') && !word.includes('"') && !FIELD.test(word) ? `"${word}"` : word,
  )
}
