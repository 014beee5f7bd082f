import * as v from 'valibot'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { flagParameter, listQueryEntries } from './list-query.ts'
import { plainCharacters } from './plain-text.ts'
import { explainStrictObject } from './strict-object.ts'
import { stringMap } from './string-map.ts'
import { TRIGGERS } from './triggers.ts'

/** The pinned hook's name is in the tenant's record, which is small. */
const MAX_NAME_CHARACTERS = 100
const MAX_SCRIPT_JSON_BYTES = 2 * HOOK_LIMITS.scriptBytes + 1024

const trigger = v.picklist(TRIGGERS, `must be one of ${TRIGGERS.join(', ')}`)

/** Stored in lower case, runs of spaces as one `-`: a name is the same however it was written. */
const name = v.pipe(
  v.string('must be a string'),
  v.maxLength(MAX_NAME_CHARACTERS, `must have at most ${MAX_NAME_CHARACTERS} characters`),
  v.regex(
    /^[a-zA-Z0-9]([ \-a-zA-Z0-9]*[a-zA-Z0-9])?$/,
    'must be letters, digits, spaces and dashes, and begin and end with a letter or digit',
  ),
  v.transform((text) => text.toLowerCase().replace(/ +/g, '-')),
)

const script = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxBytes(HOOK_LIMITS.scriptBytes, `must have at most ${HOOK_LIMITS.scriptBytes} bytes`),
  v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
  v.check(
    (text) => new TextEncoder().encode(JSON.stringify(text)).length <= MAX_SCRIPT_JSON_BYTES,
    'has too many control characters',
  ),
)

const NO_DEPENDENCIES = 'must be an object of package names and versions'

const dependencyMap = v.pipe(
  stringMap(
    v.pipe(v.string(), v.minLength(1), v.maxLength(214, 'is too long for a package name')),
    v.pipe(
      v.string('must be a version'),
      v.maxLength(256, 'must have at most 256 characters'),
      plainCharacters(),
    ),
    NO_DEPENDENCIES,
  ),
  v.maxEntries(HOOK_LIMITS.dependencies, `must be at most ${HOOK_LIMITS.dependencies}`),
)

/** In forms as JSON text. */
const dependencies = v.union(
  [dependencyMap, v.pipe(v.string(), v.parseJson(undefined, NO_DEPENDENCIES), dependencyMap)],
  NO_DEPENDENCIES,
)

/** In forms as text. */
const enabled = v.union([v.boolean(), flagParameter], 'must be true or false')

function milliseconds(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  const range = v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
  const text = v.pipe(v.string(), v.regex(/^\d{1,9}$/, message), v.transform(Number), range)
  return v.union([range, text], message)
}

const timeoutMs = milliseconds(HOOK_LIMITS.minTimeoutMs, HOOK_LIMITS.maxTimeoutMs)
const afterCallbackMs = milliseconds(0, HOOK_LIMITS.maxAfterCallbackMs)

/** `POST /hooks` */
export const createHookBody = v.strictObject(
  {
    name,
    script,
    triggerId: trigger,
    dependencies: v.optional(dependencies, {}),
    enabled: v.optional(enabled, false),
    timeout_ms: v.optional(timeoutMs),
    after_callback_ms: v.optional(afterCallbackMs),
  },
  explainStrictObject,
)

/** `PATCH /hooks/{id}`: a setting that is `null` is unset. A hook's trigger never changes. */
export const updateHookBody = v.pipe(
  v.strictObject(
    {
      name: v.optional(name),
      script: v.optional(script),
      dependencies: v.optional(dependencies),
      enabled: v.optional(enabled),
      timeout_ms: v.nullish(timeoutMs),
      after_callback_ms: v.nullish(afterCallbackMs),
    },
    explainStrictObject,
  ),
  v.minEntries(1, 'must have at least one property'),
)

/** `GET /hooks` */
export const listHooksQuery = v.object({
  ...listQueryEntries,
  triggerId: v.optional(trigger),
  enabled: v.optional(flagParameter),
})
