import * as v from 'valibot'

/**
 * Refuses control characters and halves of surrogate pairs: neither survives every store, log and
 * page.
 */
export function plainCharacters(message = 'must not have control characters') {
  return v.regex<string, string>(/^[^\p{Cc}\p{Cs}]*$/u, message)
}

/** Text of one line, of so many characters at most. */
export function plainText(most: number) {
  return v.pipe(
    v.string('must be a string'),
    v.maxLength(most, `must have at most ${most} characters`),
    plainCharacters(),
  )
}
