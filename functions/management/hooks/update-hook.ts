import { isDeepStrictEqual } from 'node:util'
import { ConflictError } from '../../core/errors.ts'
import type { Hook, HookVersion } from '../../core/model.ts'
import type { TenantStore } from '../../core/ports.ts'
import { hookKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import { type HookLifecyclePorts, prepareVersion } from './hook-lifecycle.ts'
import { claimName, releaseName } from './hook-names.ts'
import { isHookNotFound, isRunning, readHook } from './read-hook.ts'
import { type WrittenHook, writeHook } from './write-hook.ts'

/** What of a hook changes; what is undefined stays, a setting that is `null` is unset. */
export interface HookChange {
  name?: string | undefined
  script?: string | undefined
  dependencies?: Record<string, string> | undefined
  timeoutMs?: number | null | undefined
  afterCallbackMs?: number | null | undefined
  enabled?: boolean | undefined
}

/**
 * Changes a hook. Another script or other dependencies are a new version; of an enabled hook it is
 * pinned in the same step. Throws a 404, a 409 when the name is taken, `HookBuildError`.
 */
export async function updateHook(
  ports: HookLifecyclePorts,
  hookId: string,
  change: HookChange,
): Promise<WrittenHook> {
  const { store, deployer } = ports
  let prepared: HookVersion | undefined
  try {
    return await retryConflicts(async () => {
      const known = await readHook(store, hookId)
      const planned = applyChange(known.value, change)
      if (needsVersion(known.value, planned) && !isSameCode(prepared, planned)) {
        prepared = await prepareVersion(ports, planned, known.value.version + 1)
      }
      // The build has taken its time: others may have written.
      const before = await readHook(store, hookId)
      const after = applyChange(before.value, change)
      const version = needsVersion(before.value, after)
        ? numberVersion(prepared, after, before.value.version + 1)
        : undefined
      after.version = version?.version ?? after.version
      const also = await renameChanges(store, before.value, after)
      return writeHook(store, { before, after, version, enabled: change.enabled, also })
    })
  } catch (error) {
    // Deleted meanwhile: what was just deployed is nobody's.
    if (prepared !== undefined && isHookNotFound(error)) await deployer.remove(hookId)
    throw error
  }
}

function applyChange(hook: Hook, { enabled: _, ...change }: HookChange): Hook {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const after = Object.entries({ ...hook, ...Object.fromEntries(given) })
  return Object.fromEntries(after.filter(([, value]) => value !== null)) as unknown as Hook
}

function needsVersion(before: Hook, after: Hook): boolean {
  return isRunning(after) && !isSameCode(before, after)
}

type Code = Pick<Hook, 'script' | 'dependencies'>

function isSameCode(one: Code | undefined, other: Code): boolean {
  return one?.script === other.script && isDeepStrictEqual(one.dependencies, other.dependencies)
}

/** Throws a `ConflictError` when what was built is not what there now is to save. */
function numberVersion(built: HookVersion | undefined, hook: Hook, version: number): HookVersion {
  if (built === undefined || !isSameCode(built, hook)) throw new ConflictError(hookKey(hook.id))
  return { ...built, version }
}

async function renameChanges(store: TenantStore, before: Hook, after: Hook) {
  if (before.name === after.name) return []
  return [...(await claimName(store, after)), ...(await releaseName(store, before))]
}
