import { generateSecret } from '../functions/core/client-secret.ts'
import { createClientId } from '../functions/core/ids.ts'
import type { TenantStore } from '../functions/core/ports/tenant-store.ts'
import type { Tenant } from '../functions/core/tenant-model.ts'
import { newAdmin } from '../functions/management/clients/new-admin.ts'

/**
 * The way back in for who lost every admin's secret: whoever may start the server owns its data.
 * Shows the credentials on standard error; nothing else keeps them.
 */
export async function makeNewAdmin(store: TenantStore, tenant: Tenant): Promise<void> {
  const credentials = { client_id: createClientId(), client_secret: generateSecret() }
  await store.transact(newAdmin(tenant, credentials))
  process.stderr.write(
    `A new admin application, shown this once:\n\n  client_id      ${credentials.client_id}\n` +
      `  client_secret  ${credentials.client_secret}\n\n`,
  )
}
