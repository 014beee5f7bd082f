import { ConflictError } from '../core/errors.ts'
import { clientKey, tenantKey } from '../core/record-keys.ts'
import type { Tenant } from '../core/tenant-model.ts'
import { newAdmin } from '../management/clients/new-admin.ts'
import { newTenant } from '../management/tenant/new-tenant.ts'
import type { AdminCredentials, BootstrapPorts } from './bootstrap-ports.ts'
import { freshCredentials, makeAdmin } from './make-admin.ts'

/**
 * Makes the tenant, once: its keys, the system API and an admin. A tenant that is there stays as it
 * is, whatever the stack says now; but a stack whose secret holds no admin of it gets one, unless
 * that was removed since. Can be done again after a crash at any point. Throws an Error when the
 * table is that of a tenant with another name.
 */
export async function prepareTenant(
  ports: BootstrapPorts,
  wanted: Pick<Tenant, 'name' | 'issuer'>,
  /** Whether the stack had another table before, or none. */
  { isNewTable }: { isNewTable: boolean },
): Promise<{ tenant: Tenant; admin: AdminCredentials }> {
  const [known] = await ports.store.read([tenantKey])
  const tenant = known?.value ?? (await createTenant(ports, wanted))
  refuseOther(tenant, wanted)
  const admin = (await readAdmin(ports, isNewTable)) ?? (await makeAdmin(ports, tenant))
  return { tenant, admin }
}

/** Keys let roles sign whose names have the tenant's in them; hook functions and secrets have it too. */
function refuseOther({ name }: Tenant, wanted: Pick<Tenant, 'name'>): void {
  if (name === wanted.name) return
  throw new Error(
    `The table is that of the tenant ${name}, and its keys know no other: deploy with tenant=${name}, not ${wanted.name}`,
  )
}

/** Undefined when the secret holds none, or one that a new table does not know. */
async function readAdmin(
  { store, adminSecret }: Pick<BootstrapPorts, 'store' | 'adminSecret'>,
  isNewTable: boolean,
): Promise<AdminCredentials | undefined> {
  const admin = await adminSecret.read()
  if (admin === undefined || !isNewTable) return admin
  const [client] = await store.read([clientKey(admin.client_id)])
  return client && admin
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
