import * as v from 'valibot'
import { MAX_TOKEN_REQUEST_BYTES } from '../../core/http.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'
import { parseScope, uniqueScopes } from '../../core/scope.ts'
import { clientId } from './client-id.ts'
import { createClientBody } from './clients.ts'
import { boundedText, plainCharacters, plainText } from './plain-text.ts'
import { isApiIdentifier } from './resource-servers.ts'
import { SAMPLE_PAYLOAD } from './sample-payload.ts'
import { explainStrictObject } from './strict-object.ts'
import { stringMap } from './string-map.ts'

const MAX_SCOPES = 1000
const MAX_VALUE_CHARACTERS = 8 * 1024

const client = v.strictObject(
  {
    id: v.optional(clientId),
    name: v.optional(plainText(256)),
    metadata: createClientBody.entries.client_metadata,
  },
  explainStrictObject,
)

const scopeText = v.pipe(v.string('must be a string'), plainCharacters())

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
  boundedText(MAX_VALUE_CHARACTERS),
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
  explainStrictObject,
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
    explainStrictObject,
  ),
  v.check(
    (given) => given.client === undefined || given.client_id === undefined,
    'must have client, or client_id for a stored application, not both',
  ),
  v.check(
    (given) => new TextEncoder().encode(JSON.stringify(given)).length <= MAX_TOKEN_REQUEST_BYTES,
    `must have at most ${MAX_TOKEN_REQUEST_BYTES} bytes as JSON`,
  ),
  v.examples([SAMPLE_PAYLOAD]),
)

/** What the hook is given: each part that is absent is that of `SAMPLE_PAYLOAD`. */
export type HookTestPayload = v.InferOutput<typeof hookTestPayload>
