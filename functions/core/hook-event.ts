import {
  HOOK_LIMITS,
  type HookContext,
  type HookEvent,
  PROTOCOL,
} from '../../hooks/runtime/contract.ts'
import type { Client } from './client-model.ts'
import type { Tenant } from './tenant-model.ts'

/** What a hook is given for an exchange, or a draft for a test; limits that are too large are cut. */
export function hookEvent(exchange: {
  limits: { timeoutMs: number; afterCallbackMs: number }
  secrets: Record<string, string>
  tenant: Pick<Tenant, 'name'>
  client: Pick<Client, 'clientId' | 'name' | 'metadata'>
  scope: string[]
  audience: string
  context: HookContext
}): HookEvent {
  const { limits, secrets, tenant, client, scope, audience, context } = exchange
  return {
    protocol: PROTOCOL,
    trigger: 'credentials-exchange',
    timeoutMs: Math.min(limits.timeoutMs, HOOK_LIMITS.maxTimeoutMs),
    afterCallbackMs: Math.min(limits.afterCallbackMs, HOOK_LIMITS.maxAfterCallbackMs),
    secrets,
    client: {
      tenant: tenant.name,
      id: client.clientId,
      name: client.name,
      metadata: client.metadata,
    },
    scope,
    audience,
    context,
  }
}
