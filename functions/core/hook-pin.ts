import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { type Enablement, isEnabled } from './hook-enablement.ts'
import type { Hook, HookVersion, PinnedHook } from './hook-model.ts'
import { isRunning } from './hook-triggers.ts'
import type { Change, TenantStore } from './ports/tenant-store.ts'
import { hookVersionKey, inertTriggerKey, tenantKey } from './record-keys.ts'

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
 * the pin as it must be afterwards, or the check that it is still what it was when looked at, and
 * the time on the version that loses it. An enabled hook keeps its pinned version unless `version`
 * is another one, which the caller records.
 */
export async function pinChanges(
  store: TenantStore,
  enablement: Enablement,
  { hook, version, enabled }: { hook: Hook; version?: HookVersion | undefined; enabled: boolean },
  now: number,
): Promise<Change[]> {
  if (!isRunning(hook)) return triggerChanges(enablement, hook, enabled)
  const { value: tenant, revision } = enablement.tenant
  const pinned = isEnabled(enablement, hook) ? tenant.hook : undefined
  if (!enabled && pinned === undefined) return [{ check: tenantKey, expect: revision }]
  const chosen = version ?? pinned
  const pin = enabled ? pinOf(hook, chosen ?? (await readCurrentVersion(store, hook))) : undefined
  return [
    { put: tenantKey, value: { ...tenant, hook: pin }, expect: revision },
    ...(await noteUnpinned(store, tenant.hook, pin, now)),
    ...(pin === undefined || chosen !== undefined ? [] : await notePinned(store, pin)),
  ]
}

/** The record stays when no hook is enabled: its revision must never begin anew. */
function triggerChanges(enablement: Enablement, hook: Hook, enabled: boolean): Change[] {
  if (enabled === isEnabled(enablement, hook)) return []
  const value = enabled ? { hookId: hook.id } : {}
  const expect = enablement.trigger?.revision ?? 'absent'
  return [{ put: inertTriggerKey(hook.triggerId), value, expect }]
}

async function readCurrentVersion(store: TenantStore, hook: Hook): Promise<HookVersion> {
  const [current] = await store.read([hookVersionKey(hook.id, hook.version)])
  if (current === undefined) throw new Error(`The hook ${hook.id} has no saved version`)
  return current.value
}

async function noteUnpinned(
  store: TenantStore,
  before: PinnedHook | undefined,
  after: PinnedHook | undefined,
  unpinnedAt: number,
): Promise<Change[]> {
  if (before === undefined) return []
  if (before.hookId === after?.hookId && before.version === after.version) return []
  const key = hookVersionKey(before.hookId, before.version)
  const [left] = await store.read([key])
  if (left === undefined) return []
  return [{ put: key, value: { ...left.value, unpinnedAt }, expect: left.revision }]
}

async function notePinned(store: TenantStore, pin: PinnedHook): Promise<Change[]> {
  const key = hookVersionKey(pin.hookId, pin.version)
  const [taken] = await store.read([key])
  if (taken?.value.unpinnedAt === undefined) return []
  const { unpinnedAt: _, ...value } = taken.value
  return [{ put: key, value, expect: taken.revision }]
}
