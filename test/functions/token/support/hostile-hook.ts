import { expect } from 'vitest'
import { useScript } from '../../../support/edit-tenant.ts'
import type { ServedTenant } from '../../../support/serve-tenant.ts'
import { decodeToken, demoExchange, type TokenAnswer } from '../../../support/token-client.ts'

export const CLAIM = 'https://foo.com/claim'

/** Enables a hook that does this when the request says so, and is harmless otherwise. */
export function useHostileHook(
  { ports }: ServedTenant,
  attack: string,
  options: Parameters<typeof useScript>[2] = {},
): Promise<string> {
  const script = `module.exports = function (client, scope, audience, context, cb) {
    var harmless = { scope: scope, '${CLAIM}': 'harmless' };
    if (context.body.attack !== 'yes') return cb(null, harmless);
    ${attack}
  }`
  return useScript(ports, script, { timeoutMs: 400, ...options })
}

/** An exchange in which the hook does its worst. */
export function attack(tenant: ServedTenant): Promise<TokenAnswer> {
  return demoExchange(tenant, { attack: 'yes' })
}

export async function expectHarmless(tenant: ServedTenant): Promise<void> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  expect(decodeToken(answer).payload[CLAIM]).toBe('harmless')
}
