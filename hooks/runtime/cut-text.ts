import { codeAt, slice } from './primordials.ts'

/** At most `limit` UTF-16 units, ending in `…` when something is missing; no half characters. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = limit - 1
  const last = codeAt(text, end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end -= 1
  return `${slice(text, 0, end)}…`
}
