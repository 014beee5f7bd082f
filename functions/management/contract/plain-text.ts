import * as v from 'valibot'
import { wanted } from './wanted.ts'

/**
 * Refuses control characters and halves of surrogate pairs: neither survives every store, log and
 * page.
 */
export function plainCharacters(message = 'must not have control characters') {
  return v.regex<string, string>(/^[^\p{Cc}\p{Cs}]*$/u, message)
}

/** Text of so many characters at most. */
export function boundedText(most: number) {
  return v.pipe(
    v.string('must be a string'),
    v.maxLength(most, `must have at most ${most} characters`),
  )
}

/** Text of one line, of so many characters at most. */
export function plainText(most: number) {
  return v.pipe(boundedText(most), plainCharacters())
}

/** What people call a thing. */
export function displayName(most: number) {
  return v.pipe(
    v.string(wanted('must be a string')),
    v.minLength(1, 'must not be empty'),
    v.maxLength(most, wanted(`must have at most ${most} characters`)),
    v.regex(/^[^<>]*$/, 'must not have < or >'),
    plainCharacters(),
  )
}
