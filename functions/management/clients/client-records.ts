import type {
  Client,
  ClientCredential,
  ClientProfile,
  ClientSecret,
} from '../../core/client-model.ts'
import { digestSecret } from '../../core/client-secret.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'

/** A client as callers see it: never with a secret. */
export function showClient({ clientId, properties }: ClientProfile): JsonObject {
  return { client_id: clientId, ...properties }
}

/** What the token path needs of a client; written together with the profile it follows from. */
export function projectClient(
  { clientId, properties }: ClientProfile,
  secrets: ClientSecret[],
  credentials: ClientCredential[],
): Client {
  return {
    clientId,
    name: properties.name as string,
    grantTypes: (properties.grant_types as string[] | undefined) ?? [],
    secrets,
    credentials,
    ...(isAssertionOnly(properties) && { assertionOnly: true }),
    metadata: (properties.client_metadata as Record<string, string> | undefined) ?? {},
  }
}

/**
 * Both ways of saying it: with `client_authentication_methods` (then the original has null as
 * `token_endpoint_auth_method`), and by the method's registered name.
 */
function isAssertionOnly(properties: JsonObject): boolean {
  const { token_endpoint_auth_method, client_authentication_methods } = properties
  return (
    token_endpoint_auth_method === 'private_key_jwt' ||
    (isJsonObject(client_authentication_methods) &&
      isJsonObject(client_authentication_methods.private_key_jwt))
  )
}

/**
 * The secrets of a client after it got a new one: of those before, the newest lives until
 * `retiresAt` (milliseconds since the epoch), if that is to come.
 */
export function newSecrets(
  secret: string,
  before: readonly ClientSecret[] = [],
  retiresAt = 0,
  now = 0,
): ClientSecret[] {
  const fresh: ClientSecret = { digest: digestSecret(secret) }
  const [newest] = before
  if (newest === undefined || retiresAt <= now) return [fresh]
  return [fresh, { ...newest, retiresAt: Math.min(retiresAt, newest.retiresAt ?? retiresAt) }]
}
