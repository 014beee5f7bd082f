import { applyChange } from '../core/hook-change.ts'
import type { DeploymentGoal, Hook, HookVersion } from '../core/hook-model.ts'
import { renameChanges } from '../core/hook-names.ts'
import { withFormer } from '../core/hook-retention.ts'
import type { Change, TenantStore } from '../core/ports/tenant-store.ts'
import { hookSourceKey, hookVersionKey } from '../core/record-keys.ts'
import type { Tenant } from '../core/tenant-model.ts'
import { LeaseLost } from './lease.ts'
import type { PreparedVersion } from './prepare-version.ts'

/** What a deployment writes besides its own end. */
interface VersionStep {
  after: Hook
  saved: HookVersion
  /** What is pinned if the hook is enabled; undefined: what is already. */
  pinned?: HookVersion | undefined
  enabled?: boolean | undefined
  also: Change[]
}

/** The next version, with all that changes with it. */
export async function saveStep(
  store: TenantStore,
  before: Hook,
  change: Extract<DeploymentGoal, { kind: 'save' }>['change'],
  { version: prepared, source }: PreparedVersion,
): Promise<VersionStep> {
  const number = before.latestVersion + 1
  const after = { ...applyChange(before, change), version: number, latestVersion: number }
  const version = { ...prepared, version: number }
  return {
    after,
    saved: version,
    pinned: version,
    enabled: change.enabled,
    also: [
      { put: hookVersionKey(before.id, number), value: version, expect: 'absent' },
      { put: hookSourceKey(before.id, number), value: source, expect: 'absent' },
      ...(await renameChanges(store, before, after)),
    ],
  }
}

/** An earlier version: made the hook's own, or only built again. */
export async function againStep(
  store: TenantStore,
  before: Hook,
  goal: Extract<DeploymentGoal, { version: number }>,
  { version: prepared, source }: PreparedVersion,
  pin: Tenant['hook'],
  now: number,
): Promise<VersionStep> {
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
    saved: version,
    ...((goal.kind === 'deploy' || isPinned) && { pinned: version }),
    also: [{ put: key, value: version, expect: known.revision }],
  }
}
