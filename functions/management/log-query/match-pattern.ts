import type { Pattern } from './log-query.ts'

/** Whether a whole text is what a pattern says; takes at most pattern × text steps. */
export function matchPattern(pattern: Pattern, text: string): boolean {
  let place = 0
  let at = 0
  let star = -1
  let starAt = 0
  while (at < text.length) {
    const part = pattern[place]
    if (typeof part === 'object' && part.wildcard === '*') {
      star = place++
      starAt = at
    } else if (part === text[at] || (typeof part === 'object' && part.wildcard === '?')) {
      place++
      at++
    } else if (star >= 0) {
      place = star + 1
      at = ++starAt
    } else {
      return false
    }
  }
  return pattern.slice(place).every((part) => typeof part === 'object' && part.wildcard === '*')
}
