import type { HttpRequest } from '../../core/http.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import { apiRecordKey, tenantKey, tenantProfileKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import type { Tenant, TenantProfile } from '../../core/tenant-model.ts'
import { servedApiKey } from '../apis/served-api-key.ts'
import type { TenantSettingsChange } from '../contract/tenant-settings.ts'
import { mergeProperties } from '../merge-properties.ts'
import { tenantRoomBytes } from './tenant-room.ts'

const MAX_PROFILE_BYTES = 64 * 1024

/**
 * Writes what the token path needs to the tenant and everything else to its profile, in one
 * transaction. Throws a 400 for a default audience that names no API.
 */
export async function changeTenantSettings(
  store: TenantStore,
  settings: TenantSettingsChange,
  http: HttpRequest,
): Promise<{ tenant: Tenant; profile: TenantProfile }> {
  const { default_audience, oauth_errors, private_claims, hook_on_management_api, ...others } =
    settings
  return retryConflicts(async () => {
    const [before, known] = await store.read([tenantKey, tenantProfileKey])
    if (before === undefined) throw new Error('The tenant is not set up yet')
    const tenant: Tenant = {
      ...before.value,
      ...(default_audience !== undefined && { defaultAudience: default_audience || undefined }),
      ...(oauth_errors !== undefined && { oauthErrors: oauth_errors || 'auth0' }),
      ...(private_claims !== undefined && { privateClaims: private_claims ?? false }),
      ...(hook_on_management_api !== undefined && {
        hookOnManagementApi: hook_on_management_api ?? false,
      }),
    }
    const changes = others as JsonObject
    const profile = {
      properties: mergeProperties(known?.value.properties ?? {}, changes, 'flags'),
    }
    checkSizes(before.value, tenant, profile)
    await store.transact([
      { put: tenantKey, value: tenant, expect: before.revision },
      { put: tenantProfileKey, value: profile, expect: known?.revision ?? 'absent' },
      ...(default_audience ? [await checkAudience(store, tenant, default_audience, http)] : []),
    ])
    return { tenant, profile }
  })
}

/** Sees that the API exists, and still does when the settings are written. */
async function checkAudience(
  store: TenantStore,
  tenant: Tenant,
  audience: string,
  http: HttpRequest,
): Promise<Change> {
  const key = apiRecordKey(servedApiKey(audience, { caller: { tenant }, http }))
  const [api] = await store.read([key])
  if (api === undefined) {
    throw ManagementError.invalidBody(
      `'default_audience': there is no API with the identifier ${audience}. ` +
        'Create it first: POST /api/v2/resource-servers',
    )
  }
  return { check: key, expect: api.revision }
}

function checkSizes(before: Tenant, after: Tenant, profile: TenantProfile): void {
  const missing = -tenantRoomBytes(after)
  if (missing > 0 && missing > -tenantRoomBytes(before)) {
    throw ManagementError.invalidBody(
      `'default_audience': is ${missing} bytes too long to be kept beside the signing keys`,
    )
  }
  if (Buffer.byteLength(JSON.stringify(profile)) > MAX_PROFILE_BYTES) {
    throw ManagementError.invalidBody(`all settings together must fit ${MAX_PROFILE_BYTES} bytes`)
  }
}
