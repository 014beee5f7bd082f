import * as v from 'valibot'
import { isJsonObject, type JsonObject } from '../../core/json.ts'
import { parseScope, uniqueScopes } from '../../core/scope.ts'
import { createClientBody } from './clients.ts'
import { explain, stringMap } from './hooks.ts'
import { plainText } from './plain-text.ts'
import { isApiIdentifier } from './resource-servers.ts'
import { SAMPLE_PAYLOAD } from './sample-payload.ts'

/** A token request may not be larger either. */
const MAX_PAYLOAD_BYTES = 64 * 1024
const MAX_SCOPES = 1000
const MAX_VALUE_CHARACTERS = 8 * 1024

const clientId = v.pipe(
  v.string('must be a string'),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
)

const client = v.strictObject(
  {
    id: v.optional(clientId),
    name: v.optional(plainText(256)),
    metadata: createClientBody.entries.client_metadata,
  },
  explain,
)

const scopeText = v.pipe(
  v.string('must be a string'),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not have control characters'),
)

const scope = v.union(
  [
    v.pipe(scopeText, v.transform(parseScope)),
    v.pipe(
      v.array(v.pipe(scopeText, v.regex(/^\S+$/, 'must be one word')), 'must be an array'),
      v.maxLength(MAX_SCOPES, `must have at most ${MAX_SCOPES} entries`),
      v.transform((words: string[]) => uniqueScopes(words)),
    ),
  ],
  'must be an array of strings, or one string with spaces between the scopes',
)

const audience = v.pipe(
  v.string('must be a string'),
  v.check(
    (text) => text !== '' && isApiIdentifier(text),
    'must be 1 to 600 bytes without control characters',
  ),
)

const texts = stringMap(
  plainText(256),
  v.pipe(
    v.string('must be a string'),
    v.maxLength(MAX_VALUE_CHARACTERS, `must have at most ${MAX_VALUE_CHARACTERS} characters`),
  ),
  'must be an object of strings',
)

const context = v.strictObject(
  {
    ip: v.optional(plainText(64)),
    userAgent: v.optional(plainText(1024)),
    body: v.optional(v.custom<JsonObject>(isJsonObject, 'must be an object')),
    headers: v.optional(texts),
    query: v.optional(texts),
  },
  explain,
)

export const hookTestPayload = v.pipe(
  v.strictObject(
    {
      client: v.optional(client),
      client_id: v.optional(clientId),
      scope: v.optional(scope),
      audience: v.optional(audience),
      context: v.optional(context),
    },
    explain,
  ),
  v.check(
    (given) => given.client === undefined || given.client_id === undefined,
    'must have client, or client_id for a stored application, not both',
  ),
  v.check(
    (given) => new TextEncoder().encode(JSON.stringify(given)).length <= MAX_PAYLOAD_BYTES,
    `must have at most ${MAX_PAYLOAD_BYTES} bytes as JSON`,
  ),
  v.examples([SAMPLE_PAYLOAD]),
)

/** What the hook is given: each part that is absent is that of `SAMPLE_PAYLOAD`. */
export type HookTestPayload = v.InferOutput<typeof hookTestPayload>
