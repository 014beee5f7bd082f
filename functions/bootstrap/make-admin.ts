import { generateSecret } from '../core/client-secret.ts'
import { createClientId } from '../core/ids.ts'
import type { Tenant } from '../core/tenant-model.ts'
import { newAdmin } from '../management/clients/new-admin.ts'
import type { AdminCredentials, BootstrapPorts } from './bootstrap-ports.ts'

/**
 * Another admin application: the way back in for who lost every admin's secret. The stack's secret
 * holds its credentials once it can use them; the other admins stay.
 */
export async function makeAdmin(
  { store, adminSecret }: Pick<BootstrapPorts, 'store' | 'adminSecret'>,
  tenant: Tenant,
): Promise<AdminCredentials> {
  const credentials = freshCredentials()
  await store.transact(newAdmin(tenant, credentials))
  await adminSecret.write(credentials)
  return credentials
}

export function freshCredentials(): AdminCredentials {
  return { client_id: createClientId(), client_secret: generateSecret() }
}
