import { tenantKey, tenantProfileKey } from '../../core/record-keys.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { SANDBOX_VERSIONS, updateTenantSettingsBody } from '../contract/tenant-settings.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { changeTenantSettings } from './change-tenant-settings.ts'
import { showTenantSettings } from './show-tenant-settings.ts'

/** `/tenants/settings` */
export function tenantSettingsOperations({ store }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/tenants/settings',
      scopes: ['read:tenant_settings'],
      summary: 'Get tenant settings',
      query: fieldsQuery,
      async handle({ query }) {
        const [tenant, profile] = await store.read([tenantKey, tenantProfileKey])
        if (tenant === undefined) throw new Error('The tenant is not set up yet')
        const settings = {
          ...showTenantSettings(tenant.value, profile?.value),
          sandbox_versions_available: SANDBOX_VERSIONS,
        }
        return { status: 200, body: pickFields(settings, query) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/tenants/settings',
      scopes: ['update:tenant_settings'],
      summary: 'Update tenant settings',
      body: updateTenantSettingsBody,
      async handle({ body, http }) {
        // A whole answer of GET may be sent back.
        const { sandbox_versions_available: _, ...settings } = body
        const { tenant, profile } = await changeTenantSettings(store, settings, http)
        return { status: 200, body: showTenantSettings(tenant, profile) }
      },
    }),
  ]
}
