import type { HookVersion } from '../core/hook-model.ts'
import { findDeployed } from '../core/hook-retention.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { hookKey, hookVersionKey } from '../core/record-keys.ts'
import { readKnownVersions } from './known-versions.ts'

/**
 * Removes what is deployed of a hook beyond what is kept, `prepared` among that. To be called while
 * the lease is held: nobody pins an older version meanwhile.
 */
export async function removeDeployed(
  { store, deployer, clock }: { store: TenantStore; deployer: HookDeployer; clock: Clock },
  hookId: string,
  prepared: HookVersion,
): Promise<void> {
  const [hook, known] = await store.read([
    hookKey(hookId),
    hookVersionKey(hookId, prepared.version),
  ])
  const version = prepared.version || (hook?.value.latestVersion ?? 0) + 1
  const versions = await readKnownVersions(store, hookId, { ...prepared, version })
  const kept = new Set(findDeployed(versions, clock.now()))
  // Built again: what it was until now may be pinned.
  if (known !== undefined) kept.add(known.value.versionArn)
  await deployer.keepOnly(hookId, [...kept])
}
