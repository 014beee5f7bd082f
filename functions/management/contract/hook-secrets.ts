import * as v from 'valibot'
import { plainCharacters } from './plain-text.ts'
import { stringMap } from './string-map.ts'

/** What stands for a value wherever a secret is shown; sent back, it is no value. */
export const VALUE_NOT_SHOWN = '_VALUE_NOT_SHOWN_'

export const SECRET_LIMITS = {
  /** Of one hook. */
  secrets: 20,
  nameCharacters: 128,
  valueCharacters: 4096,
  /** UTF-8 bytes of all of a hook's secrets as JSON. */
  totalBytes: 60 * 1024,
} as const

const name = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(
    SECRET_LIMITS.nameCharacters,
    `the name must have at most ${SECRET_LIMITS.nameCharacters} characters`,
  ),
  plainCharacters('the name must not have control characters'),
)

const value = v.pipe(
  v.string('the value must be a string'),
  v.maxLength(
    SECRET_LIMITS.valueCharacters,
    `the value must have at most ${SECRET_LIMITS.valueCharacters} characters`,
  ),
  v.check((text) => text.isWellFormed(), 'the value must be well-formed Unicode'),
)

/** Names and values. */
export const secretMap = v.pipe(
  stringMap(name, value, 'must be an object of secret names and values'),
  v.maxEntries(SECRET_LIMITS.secrets, `must name at most ${SECRET_LIMITS.secrets} secrets`),
  v.check(
    (map) => new TextEncoder().encode(JSON.stringify(map)).length <= SECRET_LIMITS.totalBytes,
    `all together, as JSON, must fit ${SECRET_LIMITS.totalBytes} bytes`,
  ),
)

/** `POST` and `PATCH /hooks/{id}/secrets` */
export const hookSecretsBody = v.pipe(secretMap, v.minEntries(1, 'must name at least one secret'))

const NO_NAMES = 'must be an array of secret names'

/** `DELETE /hooks/{id}/secrets`: names. */
export const deleteHookSecretsBody = v.pipe(
  v.array(v.string('must be a string'), NO_NAMES),
  v.minLength(1, NO_NAMES),
  v.maxLength(1000, 'must name at most 1000 secrets'),
)
