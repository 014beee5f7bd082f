import type { HookVersion } from '../core/hook-model.ts'
import { findForgotten } from '../core/hook-retention.ts'
import { writeHook } from '../core/hook-write.ts'
import type { Change, TenantStore } from '../core/ports/tenant-store.ts'
import {
  deploymentKey,
  hookKey,
  hookSourceKey,
  hookVersionKey,
  tenantKey,
} from '../core/record-keys.ts'
import { retryConflicts } from '../core/retry-conflicts.ts'
import { readKnownVersions } from './known-versions.ts'
import { type Lease, LeaseLost } from './lease.ts'
import type { PreparedVersion } from './prepare-version.ts'
import { againStep, saveStep } from './version-step.ts'

/** Others write the hook and the pin meanwhile, each once; what was built is worth some patience. */
const TRIES = 50
/** Records of old versions that one transaction removes, at most. */
const FORGOTTEN_AT_ONCE = 20

/**
 * The one step that anybody sees: hook, version, source, pin, and the end of the deployment in one
 * transaction. Throws `LeaseLost`, `HookNameTaken`.
 */
export async function recordVersion(
  store: TenantStore,
  lease: Lease,
  prepared: PreparedVersion,
  now: number,
): Promise<void> {
  const { hookId, goal } = lease.deployment
  await retryConflicts(async () => {
    const [before, deployment, tenant] = await store.read([
      hookKey(hookId),
      deploymentKey(hookId),
      tenantKey,
    ])
    const isHeld = deployment?.revision === lease.revision
    if (before === undefined || tenant === undefined || !isHeld) throw new LeaseLost()
    const { saved, pinned, also, ...write } =
      goal.kind === 'save'
        ? await saveStep(store, before.value, goal.change, prepared)
        : await againStep(store, before.value, goal, prepared, tenant.value.hook, now)
    const known = await readKnownVersions(store, hookId, saved)
    const forgotten = findForgotten(known, now).slice(0, FORGOTTEN_AT_ONCE)
    await writeHook(
      store,
      {
        ...write,
        before,
        version: pinned,
        also: [...also, ...forgotten.flatMap(forgetChanges), lease.end],
        enablement: { tenant, trigger: undefined },
      },
      now,
    )
  }, TRIES)
}

function forgetChanges({ hookId, version }: HookVersion): Change[] {
  return [
    { remove: hookVersionKey(hookId, version), expect: 'any' },
    { remove: hookSourceKey(hookId, version), expect: 'any' },
  ]
}
