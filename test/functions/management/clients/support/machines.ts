import { giveGrant } from '../../../../support/edit-tenant.ts'
import type { ServedTenant } from '../../../../support/serve-tenant.ts'
import { demoExchange } from '../../../../support/token-client.ts'
import type { ManagedTenant } from '../../../../support/use-tenant.ts'

/** A new machine client that may read the demo API. */
export async function createMachine(tenant: ManagedTenant, given: Record<string, string> = {}) {
  const { body } = await tenant.api.post('/clients', {
    name: 'm',
    app_type: 'non_interactive',
    ...given,
  })
  await giveGrant(tenant.ports, body.client_id, 'https://api.example.com/', ['read:data'])
  return body
}

/** The status of an exchange with these credentials. */
export async function exchange(
  tenant: ServedTenant,
  client_id: string,
  client_secret: string,
): Promise<number> {
  return (await demoExchange(tenant, { client_id, client_secret })).status
}
