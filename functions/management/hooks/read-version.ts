import type { Hook, HookVersion, PinnedHook } from '../../core/hook-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookKey, hookVersionKey, tenantKey } from '../../core/record-keys.ts'
import { hookNotFound } from './read-hook.ts'

/** A version with what decides whether it is in use. */
export interface FoundVersion {
  version: HookVersion
  hook: Hook
  pin: PinnedHook | undefined
}

/** Reads a version by its number as the path has it. Throws a 404. */
export async function readVersion(
  store: TenantStore,
  hookId: string,
  number: string,
): Promise<FoundVersion> {
  const known = /^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0
  const [hook, tenant, version] = await store.read([
    hookKey(hookId),
    tenantKey,
    hookVersionKey(hookId, known),
  ])
  if (hook === undefined) throw hookNotFound()
  if (version === undefined) {
    throw ManagementError.notFound(
      `The hook has no version ${number}. List them: GET /api/v2/hooks/${hookId}/versions`,
    )
  }
  return { version: version.value, hook: hook.value, pin: tenant?.value.hook }
}
