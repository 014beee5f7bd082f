import type { HttpRequest } from '../../core/http.ts'
import { ManagementError } from '../../core/management-error.ts'

/**
 * The version of a hook, or the revision of one that has no versions, that a write is conditioned
 * on: `If-Match: "3"` (RFC 9110 13.1.1). Undefined
 * without the header and for `*`; throws a 400 for anything but one number.
 */
export function readIfMatch({ headers }: HttpRequest): number | undefined {
  const given = headers['if-match']?.trim()
  if (given === undefined || given === '*') return undefined
  const number = /^"?(\d{1,9})"?$/.exec(given)?.[1]
  if (number === undefined) {
    throw ManagementError.badRequest(
      'If-Match must be the number of a version, or the revision of a hook without versions, as "3"',
    )
  }
  return Number(number)
}
