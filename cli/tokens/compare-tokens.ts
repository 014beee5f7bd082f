import { isDeepStrictEqual } from 'node:util'
import type { DecodedToken } from './decode-token.ts'

/** They differ between any two tokens, or between any two tenants. */
const OWN_TO_EACH = new Set(['iat', 'exp', 'nbf', 'jti', 'iss', 'sub', 'azp', 'client_id', 'kid'])

export interface TokenDifference {
  /** Of the payload, or `header.` and its name. */
  name: string
  old?: unknown
  new?: unknown
  /** Whether it differs between any two tokens anyway. */
  expected: boolean
}

/** What an old token has and a new one has not, and the other way round. */
export function compareTokens(before: DecodedToken, now: DecodedToken): TokenDifference[] {
  return [
    ...differences(before.header, now.header, 'header.'),
    ...differences(before.payload, now.payload, ''),
  ]
}

function differences(
  before: Record<string, unknown>,
  now: Record<string, unknown>,
  prefix: string,
): TokenDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names]
    .filter((name) => !isSame(name, before[name], now[name]))
    .map((name) => ({
      name: `${prefix}${name}`,
      ...(name in before && { old: before[name] }),
      ...(name in now && { new: now[name] }),
      expected: OWN_TO_EACH.has(name),
    }))
}

/** The order of scopes says nothing. */
function isSame(name: string, before: unknown, now: unknown): boolean {
  if (name !== 'scope') return isDeepStrictEqual(before, now)
  const sorted = (value: unknown) => String(value).split(' ').toSorted()
  return (
    (before === undefined) === (now === undefined) && isDeepStrictEqual(sorted(before), sorted(now))
  )
}
