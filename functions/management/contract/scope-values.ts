import * as v from 'valibot'
import { wanted } from './wanted.ts'

const MAX_SCOPES = 1000
const MAX_SCOPE_CHARACTERS = 280

/** One scope: tokens and requests separate scopes with spaces (RFC 6749 3.3). */
const scopeValue = v.pipe(
  v.string(wanted('must be a string')),
  v.minLength(1, 'must not be empty'),
  v.maxLength(MAX_SCOPE_CHARACTERS, wanted(`must have at most ${MAX_SCOPE_CHARACTERS} characters`)),
  v.regex(/^[^\s\p{Cc}\p{Cs}]*$/u, 'must not have spaces or control characters: make it one word'),
)

/** Bounded before its entries are looked at. */
function boundedArray<S extends v.GenericSchema<unknown, unknown>>(entry: S, text: string) {
  return v.pipe(
    v.array(v.unknown(), wanted(text)),
    v.maxLength(MAX_SCOPES, wanted(`must have at most ${MAX_SCOPES} entries`)),
    v.array(entry),
  )
}

/** What a grant allows. */
export const grantedScopes = v.pipe(
  boundedArray(scopeValue, 'must be an array of strings'),
  v.check((scopes) => firstRepeated(scopes) === undefined, describeRepeated),
)

const apiScope = v.looseObject(
  {
    value: scopeValue,
    description: v.optional(
      v.pipe(
        v.string(wanted('must be a string')),
        v.maxLength(500, wanted('must have at most 500 characters')),
      ),
    ),
  },
  wanted('must be an object with a value'),
)

/** What an API defines. */
export const apiScopes = v.pipe(
  boundedArray(apiScope, 'must be an array of {value, description}'),
  v.check((scopes) => firstRepeated(scopes) === undefined, describeRepeated),
)

type Scopes = readonly (string | { value: string })[]

function describeRepeated({ input }: { input: Scopes }): string {
  return `must not repeat ${JSON.stringify(firstRepeated(input))}: name each scope once`
}

function firstRepeated(scopes: Scopes): string | undefined {
  const seen = new Set<string>()
  return scopes
    .map((scope) => (typeof scope === 'string' ? scope : scope.value))
    .find((scope) => seen.size === seen.add(scope).size)
}
