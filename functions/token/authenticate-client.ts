import type { Client } from '../core/client-model.ts'
import { matchesSecret } from '../core/client-secret.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { Tenant } from '../core/tenant-model.ts'
import type { TokenRequest } from './parse-token-request.ts'
import { verifyClientAssertion } from './verify-client-assertion.ts'

/**
 * The client, proven. No such client and a wrong credential get the same answer after the same
 * work; `now` in milliseconds since the epoch.
 */
export function authenticateClient(
  { credential }: TokenRequest,
  { tenant, client }: { tenant: Tenant; client: Client | undefined },
  now: number,
): Client {
  if (credential.kind === 'assertion') {
    return verifyClientAssertion(credential.assertion, client, tenant.issuer, now)
  }
  const given = credential.kind === 'secret' ? credential.secret : ''
  const matches = matchesSecret(client?.secrets ?? [], given, now)
  if (client === undefined) throw OAuthError.unauthenticated('There is no such client')
  if (credential.kind === 'none') throw OAuthError.unauthenticated('No client secret was sent')
  if (!matches) throw OAuthError.unauthenticated('The client secret is wrong')
  if (client.assertionOnly) {
    throw OAuthError.unauthenticated('The client may only use private_key_jwt, not a secret')
  }
  return client
}
