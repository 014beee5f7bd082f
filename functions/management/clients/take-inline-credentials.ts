import * as v from 'valibot'
import { MAX_CREDENTIALS } from '../../core/client-credential.ts'
import type { ClientCredential } from '../../core/client-model.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import { createCredentialBody } from '../contract/client-credentials.ts'
import { newCredential } from './new-credential.ts'

/**
 * Keys that come with a new client (`client_authentication_methods.private_key_jwt.credentials`)
 * become its credentials, and the property names them by their ids, as the original answered.
 * `now` in milliseconds since the epoch. Throws a 400.
 */
export function takeInlineCredentials(
  given: JsonObject,
  now: number,
): { properties: JsonObject; credentials: ClientCredential[] } {
  const methods = given.client_authentication_methods
  const keyMethod = isJsonObject(methods) ? methods.private_key_jwt : undefined
  const entries = isJsonObject(keyMethod) ? keyMethod.credentials : undefined
  if (!isJsonObject(methods) || !isJsonObject(keyMethod) || !Array.isArray(entries)) {
    return { properties: given, credentials: [] }
  }
  const credentials: ClientCredential[] = []
  const references = entries.map((entry): JsonValue => {
    if (!isJsonObject(entry) || entry.pem === undefined) return entry
    const credential = newCredential(parseCredential(entry), now)
    credentials.push(credential)
    return { id: credential.id }
  })
  if (credentials.length > MAX_CREDENTIALS) {
    throw refuse(`must name at most ${MAX_CREDENTIALS} keys, got ${credentials.length}`)
  }
  const named = { ...methods, private_key_jwt: { ...keyMethod, credentials: references } }
  return { properties: { ...given, client_authentication_methods: named }, credentials }
}

function parseCredential(entry: JsonObject): v.InferOutput<typeof createCredentialBody> {
  const result = v.safeParse(createCredentialBody, entry)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = issue.path?.map(({ key }) => String(key)).join('.') ?? ''
  throw refuse(`'${path}' ${issue.message}`)
}

function refuse(message: string): ManagementError {
  return ManagementError.invalidBody(
    `'client_authentication_methods.private_key_jwt.credentials': ${message}`,
  )
}
