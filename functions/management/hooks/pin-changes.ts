import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import type { Hook, HookVersion, PinnedHook } from '../../core/model.ts'
import type { Change, TenantStore } from '../../core/ports.ts'
import { hookVersionKey, inertTriggerKey, tenantKey } from '../../core/record-keys.ts'
import { type Enablement, isEnabled, isRunning } from './read-hook.ts'

/** The pin of a hook's version. */
export function pinOf(
  hook: Hook,
  { version, versionArn }: Pick<HookVersion, 'version' | 'versionArn'>,
): PinnedHook {
  return {
    hookId: hook.id,
    name: hook.name,
    version,
    versionArn,
    ...(hook.secretsVersionId !== undefined && { secretsVersionId: hook.secretsVersionId }),
    timeoutMs: hook.timeoutMs ?? HOOK_LIMITS.defaultTimeoutMs,
    afterCallbackMs: hook.afterCallbackMs ?? 0,
  }
}

/**
 * What belongs into the transaction of every write of a hook, so that no token sees half of it:
 * the pin as it must be afterwards, or the check that it is still what it was when looked at.
 * An enabled hook keeps its pinned version unless there is a new one.
 */
export async function pinChanges(
  store: TenantStore,
  enablement: Enablement,
  { hook, version, enabled }: { hook: Hook; version?: HookVersion | undefined; enabled: boolean },
): Promise<Change[]> {
  if (!isRunning(hook)) return triggerChanges(enablement, hook, enabled)
  const { value: tenant, revision } = enablement.tenant
  const pinned = isEnabled(enablement, hook) ? tenant.hook : undefined
  if (!enabled && pinned === undefined) return [{ check: tenantKey, expect: revision }]
  const pin = enabled
    ? pinOf(hook, version ?? pinned ?? (await readLatestVersion(store, hook)))
    : undefined
  return [{ put: tenantKey, value: { ...tenant, hook: pin }, expect: revision }]
}

/** The record stays when no hook is enabled: its revision must never begin anew. */
function triggerChanges(enablement: Enablement, hook: Hook, enabled: boolean): Change[] {
  if (enabled === isEnabled(enablement, hook)) return []
  const value = enabled ? { hookId: hook.id } : {}
  const expect = enablement.trigger?.revision ?? 'absent'
  return [{ put: inertTriggerKey(hook.triggerId), value, expect }]
}

async function readLatestVersion(store: TenantStore, hook: Hook): Promise<HookVersion> {
  const [latest] = await store.read([hookVersionKey(hook.id, hook.version)])
  if (latest === undefined) throw new Error(`The hook ${hook.id} has no saved version`)
  return latest.value
}
