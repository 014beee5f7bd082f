import { ConflictError } from '../core/errors.ts'
import type { HookVersion } from '../core/hook-model.ts'
import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import type { Change, TenantStore } from '../core/ports/tenant-store.ts'
import { deploymentKey, hookVersionKey, tenantKey } from '../core/record-keys.ts'
import { retryConflicts } from '../core/retry-conflicts.ts'
import { type Lease, LeaseLost } from './lease.ts'

/** Names no version of any deployer's. */
const NOWHERE = ''
/** Versions that one transaction writes. */
const AT_ONCE = 50
/** More than are ever recorded. */
const AT_MOST = 500

/**
 * When all that was deployed of a hook is lost, forgets where its versions were, the pinned one
 * included: their names may come back as those of other code, and neither a token nor a rollback may
 * take that for them. To be called before anything is deployed. Throws `LeaseLost`.
 */
export async function forgetLostVersions(
  { store, deployer }: { store: TenantStore; deployer: Pick<HookDeployer, 'isLost'> },
  lease: Lease,
): Promise<void> {
  const { hookId } = lease.deployment
  if (!(await deployer.isLost(hookId))) return
  let more = true
  while (more) more = await retryConflicts(() => forgetSome(store, lease, hookId))
}

/** Gives whether there may be more. */
async function forgetSome(store: TenantStore, lease: Lease, hookId: string): Promise<boolean> {
  const [tenant] = await store.read([tenantKey])
  const { pk, sk } = hookVersionKey(hookId, 0)
  const listed = await store.list<HookVersion>(pk, { after: sk, limit: AT_MOST })
  const known = listed.filter(({ value }) => value.versionArn !== NOWHERE).slice(0, AT_ONCE)
  const changes = known.map(({ value, revision }): Change => {
    const { former: _, ...version } = value
    const key = hookVersionKey(hookId, version.version)
    return { put: key, value: { ...version, versionArn: NOWHERE }, expect: revision }
  })
  const pin = tenant?.value.hook
  if (tenant !== undefined && pin?.hookId === hookId && pin.versionArn !== NOWHERE) {
    const hook = { ...pin, versionArn: NOWHERE }
    changes.push({ put: tenantKey, value: { ...tenant.value, hook }, expect: tenant.revision })
  }
  if (changes.length === 0) return false
  await transactWithLease(store, lease, changes)
  return known.length === AT_ONCE
}

async function transactWithLease(store: TenantStore, lease: Lease, changes: Change[]) {
  const key = deploymentKey(lease.deployment.hookId)
  try {
    await store.transact([...changes, { check: key, expect: lease.revision }])
  } catch (error) {
    const isLost = error instanceof ConflictError && error.key.pk === key.pk
    throw isLost ? new LeaseLost() : error
  }
}
