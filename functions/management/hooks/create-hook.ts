import { StoreError } from '../../core/errors.ts'
import type { Hook } from '../../core/model.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import { type HookLifecyclePorts, type HookSource, prepareVersion } from './hook-lifecycle.ts'
import { claimName } from './hook-names.ts'
import { isRunning } from './read-hook.ts'
import { type WrittenHook, writeHook } from './write-hook.ts'

/**
 * Saves a new hook. Throws a 409 when its name is taken, and `HookBuildError`: then nothing of it
 * is left.
 */
export async function createHook(
  ports: HookLifecyclePorts,
  source: HookSource,
  enabled: boolean,
): Promise<WrittenHook> {
  const { store, deployer } = ports
  await claimName(store, source)
  try {
    const version = isRunning(source) ? await prepareVersion(ports, source, 1) : undefined
    const after: Hook = { ...source, version: version?.version ?? 0 }
    return await retryConflicts(async () => {
      const also = await claimName(store, after)
      return writeHook(store, { before: undefined, after, version, enabled, also })
    })
  } catch (error) {
    // When the store is out of reach the hook may have been written.
    if (!(error instanceof StoreError)) await deployer.remove(source.id)
    throw error
  }
}
