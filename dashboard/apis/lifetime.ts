import { API_DEFAULTS } from '../../functions/management/contract/api-defaults.ts'

/** 30 days: no longer is a signing key published after its replacement. */
export const MAX_LIFETIME_SECONDS = 2_592_000

export const DEFAULT_LIFETIME_SECONDS = API_DEFAULTS.token_lifetime

const UNITS: readonly [name: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** A number of seconds as a person says it: 5400 is `1 hour 30 minutes`. */
export function inWords(seconds: number): string {
  let rest = seconds
  const parts = UNITS.flatMap(([name, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`]
  })
  return parts.join(' ') || '0 seconds'
}

/** Why a lifetime is refused; undefined when it is not. */
export function problemOf(seconds: number): string | undefined {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_LIFETIME_SECONDS) return undefined
  return `A whole number of seconds from 1 to ${MAX_LIFETIME_SECONDS} (30 days)`
}
