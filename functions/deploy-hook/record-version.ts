import { applyChange } from '../core/hook-change.ts'
import { renameChanges } from '../core/hook-names.ts'
import { findForgotten, withFormer } from '../core/hook-retention.ts'
import { writeHook } from '../core/hook-write.ts'
import type { DeploymentGoal, Hook, HookVersion, Tenant } from '../core/model.ts'
import type { Change, TenantStore } from '../core/ports.ts'
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
    if (before === undefined || deployment?.revision !== lease.revision) throw new LeaseLost()
    const pin = tenant?.value.hook
    const step =
      goal.kind === 'save'
        ? await saveStep(store, before.value, goal.change, prepared)
        : await againStep(store, before.value, goal, prepared, pin, now)
    const { after, version, enabled, also } = step
    const known = await readKnownVersions(store, hookId, version)
    const forgotten = findForgotten(known, now).slice(0, FORGOTTEN_AT_ONCE)
    const isPin = goal.kind !== 'rebuild' || pin?.version === version.version
    await writeHook(
      store,
      {
        before,
        after,
        ...(isPin && { version }),
        enabled,
        also: [...also, ...forgotten.flatMap(forgetChanges), lease.end],
      },
      now,
    )
  }, TRIES)
}

interface Step {
  after: Hook
  version: HookVersion
  enabled?: boolean | undefined
  also: Change[]
}

/** The next version, with all that changes with it. */
async function saveStep(
  store: TenantStore,
  before: Hook,
  change: Extract<DeploymentGoal, { kind: 'save' }>['change'],
  { version: prepared, source }: PreparedVersion,
): Promise<Step> {
  const number = before.latestVersion + 1
  const after = { ...applyChange(before, change), version: number, latestVersion: number }
  const version = { ...prepared, version: number }
  return {
    after,
    version,
    enabled: change.enabled,
    also: [
      { put: hookVersionKey(before.id, number), value: version, expect: 'absent' },
      { put: hookSourceKey(before.id, number), value: source, expect: 'absent' },
      ...(await renameChanges(store, before, after)),
    ],
  }
}

/** An earlier version: made the hook's own, or only built again. */
async function againStep(
  store: TenantStore,
  before: Hook,
  goal: Extract<DeploymentGoal, { version: number }>,
  { version: prepared, source }: PreparedVersion,
  pin: Tenant['hook'],
  now: number,
): Promise<Step> {
  const key = hookVersionKey(before.id, goal.version)
  const [known] = await store.read([key])
  if (known === undefined) throw new LeaseLost()
  const isEnabled = pin?.hookId === before.id
  const isPinned = isEnabled && pin.version === goal.version
  const { unpinnedAt, ...rest } = { ...prepared, unpinnedAt: known.value.unpinnedAt }
  const staysUnpinned = !isPinned && !(isEnabled && goal.kind === 'deploy')
  const version = withFormer(
    { ...rest, ...(staysUnpinned && { unpinnedAt }) },
    known.value,
    isPinned,
    now,
  )
  const { script, dependencies } = source
  return {
    after:
      goal.kind === 'deploy' ? { ...before, script, dependencies, version: goal.version } : before,
    version,
    also: [{ put: key, value: version, expect: known.revision }],
  }
}

function forgetChanges({ hookId, version }: HookVersion): Change[] {
  return [
    { remove: hookVersionKey(hookId, version), expect: 'any' },
    { remove: hookSourceKey(hookId, version), expect: 'any' },
  ]
}
