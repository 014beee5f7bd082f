import { cutText } from './cut-text.ts'
import { indexOf, slice, sort } from './primordials.ts'
import { type Needles, secretNeedles } from './secret-needles.ts'

interface Match {
  start: number
  end: number
  name: string
}

/**
 * The text with every secret replaced by `[secret NAME]`, cut to `limit` characters. Of a longer
 * text only a window is looked at, and the window's end, where a secret may stand in part, is
 * dropped. Matches that overlap become one: what remains of none of them can be read.
 */
export function redactSecrets(
  text: string,
  secrets: Record<string, string>,
  limit: number,
): string {
  const needles = secretNeedles(secrets)
  const whole = text.length <= limit + needles.longest
  const seen = whole ? text : slice(text, 0, limit + needles.longest)
  const end = whole ? text.length : limit
  const matches = findMatches(seen, needles)
  if (matches.length === 0) return cutText(text, limit)

  let redacted = ''
  let position = 0
  for (let m = 0; m < matches.length; m++) {
    const match = matches[m]
    if (!match || match.start >= end) break
    if (match.start >= position) {
      redacted += `${slice(seen, position, match.start)}[secret ${match.name}]`
    }
    if (match.end > position) position = match.end
  }
  if (position < end) redacted += slice(seen, position, end)
  return cutText(whole ? redacted : `${redacted}…`, limit)
}

function findMatches(text: string, needles: Needles): Match[] {
  const matches: Match[] = []
  for (let n = 0; n < needles.list.length; n++) {
    const needle = needles.list[n]
    if (!needle) continue
    let start = indexOf(text, needle.text)
    while (start >= 0) {
      matches[matches.length] = {
        start: start > 0 ? start - needle.before : 0,
        end: start + needle.text.length + needle.after,
        name: needle.name,
      }
      start = indexOf(text, needle.text, start + 1)
    }
  }
  sort(matches, (a, b) => a.start - b.start || b.end - a.end)
  return matches
}
