import { applyChange } from '../core/hook-change.ts'
import type { Deployment, HookSource, HookVersion } from '../core/hook-model.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { hookKey, hookSourceKey, hookVersionKey, tenantKey } from '../core/record-keys.ts'
import { LeaseLost } from './lease.ts'

/** What is to be made runnable. */
export interface VersionPlan {
  hookId: string
  source: HookSource
  /** Absent for a new version. */
  known?: HookVersion
  /** What is deployed of the known version will do, if it still is. */
  reuse: boolean
  /** Whether the tenant's tokens carry claims without a namespace. */
  privateClaims: boolean
}

/** Reads what a deployment starts from. Throws `LeaseLost` when the hook is gone. */
export async function planVersion(
  store: TenantStore,
  { hookId, goal }: Deployment,
): Promise<VersionPlan> {
  const [hook, tenant] = await store.read([hookKey(hookId), tenantKey])
  if (hook === undefined) throw new LeaseLost()
  const privateClaims = tenant?.value.privateClaims ?? false
  if (goal.kind === 'save') {
    const { script, dependencies } = applyChange(hook.value, goal.change)
    return { hookId, source: { script, dependencies }, reuse: false, privateClaims }
  }
  const [version, source] = await store.read([
    hookVersionKey(hookId, goal.version),
    hookSourceKey(hookId, goal.version),
  ])
  if (version === undefined || source === undefined) {
    throw new Error(`The hook ${hookId} has no version ${goal.version} any more`)
  }
  const reuse = goal.kind === 'deploy'
  return { hookId, source: source.value, known: version.value, reuse, privateClaims }
}
