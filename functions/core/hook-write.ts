import { type Enablement, isEnabled, readEnablement } from './hook-enablement.ts'
import type { Hook, HookVersion } from './hook-model.ts'
import { pinChanges } from './hook-pin.ts'
import type { Change, Stored, TenantStore } from './ports/tenant-store.ts'
import { hookKey } from './record-keys.ts'

/** One write of a hook. */
export interface HookWrite {
  /** As it was read; undefined for a new one. */
  before: Stored<Hook> | undefined
  after: Hook
  /** What is pinned when the hook is enabled; undefined: what is, or the hook's own version. */
  version?: HookVersion | undefined
  /** Undefined: it stays as it is. */
  enabled?: boolean | undefined
  /** Further records of the same step, that of `version` among them. */
  also?: Change[]
  /** As it was read together with `before`; undefined: it is read now. */
  enablement?: Enablement
}

/** A hook as it is now. */
export interface WrittenHook {
  hook: Hook
  enabled: boolean
}

/**
 * Writes a hook with all that belongs to it, and the pin, in one transaction; `now` in milliseconds
 * since the epoch. Throws `ConflictError`.
 */
export async function writeHook(
  store: TenantStore,
  write: HookWrite,
  now: number,
): Promise<WrittenHook> {
  const { before, after: hook, version, also = [] } = write
  const enablement = write.enablement ?? (await readEnablement(store, hook.triggerId))
  const enabled = write.enabled ?? isEnabled(enablement, hook)
  await store.transact([
    { put: hookKey(hook.id), value: hook, expect: before?.revision ?? 'absent' },
    ...(await pinChanges(store, enablement, { hook, version, enabled }, now)),
    ...also,
  ])
  return { hook, enabled }
}
