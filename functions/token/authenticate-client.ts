import { matchesSecret } from '../core/client-secret.ts'
import type { Client } from '../core/model.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { TokenRequest } from './parse-token-request.ts'

/**
 * The client, proven. No such client and a wrong secret get the same answer after the same work;
 * `now` in milliseconds since the epoch.
 */
export function authenticateClient(
  request: TokenRequest,
  client: Client | undefined,
  now: number,
): Client {
  const matches = matchesSecret(client?.secrets ?? [], request.clientSecret ?? '', now)
  if (client === undefined) throw OAuthError.unauthenticated('There is no such client')
  if (request.clientSecret === undefined)
    throw OAuthError.unauthenticated('No client secret was sent')
  if (!matches) throw OAuthError.unauthenticated('The client secret is wrong')
  return client
}
