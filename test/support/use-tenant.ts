import { afterAll, beforeAll } from 'vitest'
import { type ManagementClient, managementClient } from './management-client.ts'
import { type ServedTenant, serveTenant } from './serve-tenant.ts'

type Options = Parameters<typeof serveTenant>[0]

/** A tenant that is served while the tests of a file, or of a block, run: nothing of it is there before. */
export function useTenant(options?: Options): ServedTenant {
  const tenant = {} as ServedTenant
  beforeAll(async () => {
    Object.assign(tenant, await serveTenant(options))
  })
  afterAll(() => tenant.close())
  return tenant
}

export interface ManagedTenant extends ServedTenant {
  /** The admin's calls of the Management API. */
  api: ManagementClient
}

/** The same, with its admin's calls. */
export function useManagedTenant(options?: Options): ManagedTenant {
  const tenant = Object.assign(useTenant(options), { api: {} as ManagementClient })
  beforeAll(async () => {
    tenant.api = await managementClient(tenant)
  })
  return tenant
}
