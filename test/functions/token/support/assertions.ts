import { JWT_BEARER } from '../../../support/key-client.ts'
import type { ServedTenant } from '../../../support/serve-tenant.ts'
import { postToken, type TokenAnswer } from '../../../support/token-client.ts'

/** A request for a token of the demo API with an assertion. */
export function assertionParameters(
  { credentials }: ServedTenant,
  client_assertion: unknown,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const { audience } = credentials.demo
  const assertion = { client_assertion_type: JWT_BEARER, client_assertion }
  return { grant_type: 'client_credentials', audience, ...assertion, ...more }
}

/** One exchange with an assertion. */
export async function exchangeAssertion(
  tenant: ServedTenant,
  assertion: unknown,
  more?: Record<string, unknown>,
): Promise<TokenAnswer> {
  return postToken(tenant.url, assertionParameters(tenant, await assertion, more))
}
