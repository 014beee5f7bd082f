import { ConflictError } from '../core/errors.ts'
import { tenantKey } from '../core/record-keys.ts'
import type { Tenant } from '../core/tenant-model.ts'
import { newAdmin } from '../management/clients/new-admin.ts'
import { newTenant } from '../management/tenant/new-tenant.ts'
import type { AdminCredentials, BootstrapPorts } from './bootstrap-ports.ts'
import { freshCredentials, makeAdmin } from './make-admin.ts'

/**
 * Makes the tenant, once: its keys, the system API and an admin. A tenant that is there stays as it
 * is, whatever the stack says now; but a stack whose secret holds no admin yet gets one. Can be
 * done again after a crash at any point.
 */
export async function prepareTenant(
  ports: BootstrapPorts,
  wanted: Pick<Tenant, 'name' | 'issuer'>,
): Promise<{ tenant: Tenant; admin: AdminCredentials }> {
  const [known] = await ports.store.read([tenantKey])
  const tenant = known?.value ?? (await createTenant(ports, wanted))
  const admin = (await ports.adminSecret.read()) ?? (await makeAdmin(ports, tenant))
  return { tenant, admin }
}

async function createTenant(
  ports: BootstrapPorts,
  wanted: Pick<Tenant, 'name' | 'issuer'>,
): Promise<Tenant> {
  const { store, adminSecret } = ports
  // Kept before the tenant knows them: nobody could ask for them later.
  const admin = (await adminSecret.read()) ?? freshCredentials()
  await adminSecret.write(admin)
  const { tenant, changes } = await newTenant(ports, wanted)
  try {
    await store.transact([
      { put: tenantKey, value: tenant, expect: 'absent' },
      ...changes,
      ...newAdmin(tenant, admin),
    ])
    return tenant
  } catch (error) {
    await Promise.all(tenant.signingKeys.map(({ keyRef }) => ports.keys.disable(keyRef)))
    const [made] = await store.read([tenantKey])
    if (error instanceof ConflictError && made !== undefined) return made.value
    throw error
  }
}
