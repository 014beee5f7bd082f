import type { Hook, HookVersion } from '../../core/model.ts'
import type { Change, Stored, TenantStore } from '../../core/ports.ts'
import { hookKey, hookVersionKey } from '../../core/record-keys.ts'
import { pinChanges } from './pin-changes.ts'
import { isEnabled, readEnablement } from './read-hook.ts'

/** One write of a hook. */
export interface HookWrite {
  /** As it was read; undefined for a new one. */
  before: Stored<Hook> | undefined
  after: Hook
  /** Saved in the same step. */
  version?: HookVersion | undefined
  /** Undefined: it stays as it is. */
  enabled?: boolean | undefined
  /** Further records of the same step. */
  also?: Change[]
}

/** A hook as it is now. */
export interface WrittenHook {
  hook: Hook
  enabled: boolean
}

/** Writes a hook with its version and the pin in one transaction. Throws `ConflictError`. */
export async function writeHook(store: TenantStore, write: HookWrite): Promise<WrittenHook> {
  const { before, after: hook, version, also = [] } = write
  const enablement = await readEnablement(store, hook.triggerId)
  const enabled = write.enabled ?? isEnabled(enablement, hook)
  const changes: Change[] = [
    { put: hookKey(hook.id), value: hook, expect: before?.revision ?? 'absent' },
    ...(await pinChanges(store, enablement, { hook, version, enabled })),
    ...also,
  ]
  if (version !== undefined) {
    changes.push({
      put: hookVersionKey(hook.id, version.version),
      value: version,
      expect: 'absent',
    })
  }
  await store.transact(changes)
  return { hook, enabled }
}
