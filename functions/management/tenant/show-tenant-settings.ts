import type { JsonObject } from '../../core/json.ts'
import type { Tenant, TenantProfile } from '../../core/tenant-model.ts'
import { TENANT_DEFAULTS } from '../contract/tenant-settings.ts'
import { mergeProperties } from '../merge-properties.ts'

/** The settings as callers see them: what nobody set is as the original had it. */
export function showTenantSettings(tenant: Tenant, profile: TenantProfile | undefined): JsonObject {
  return {
    ...mergeProperties(TENANT_DEFAULTS, profile?.properties ?? {}, 'flags'),
    default_audience: tenant.defaultAudience ?? '',
    oauth_errors: tenant.oauthErrors,
    private_claims: tenant.privateClaims,
    hook_on_management_api: tenant.hookOnManagementApi,
  }
}
