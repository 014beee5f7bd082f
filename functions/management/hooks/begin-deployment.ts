import { randomUUID } from 'node:crypto'
import { isUnderWay, newDeployment } from '../../core/hook-deployment.ts'
import type { Deployment, DeploymentGoal, Hook } from '../../core/hook-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Change, Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { deploymentKey, hookKey } from '../../core/record-keys.ts'
import { pollUntil } from './poll-until.ts'

/** How long a request waits for deployments, unless its server says otherwise. */
export const DEPLOYMENT_WAIT_MS = 20_000

/** Somebody else's deployment holds the hook's lease. */
export const BUSY = Symbol('busy')

/** Tries again while the hook is busy; throws a 409 when the deadline (of `performance.now()`) has come. */
export async function whenFree<T>(
  attempt: () => Promise<T | typeof BUSY>,
  deadline: number,
): Promise<T> {
  const done = await pollUntil(deadline, async () => {
    const outcome = await attempt()
    return outcome === BUSY ? undefined : { outcome }
  })
  if (done === undefined) {
    throw ManagementError.conflict(
      'Another version of the hook is being deployed. Wait until GET /api/v2/hooks/{id} shows no deployment, and try again.',
    )
  }
  return done.outcome
}

/**
 * Records a deployment of a hook that is as it was read; gives `BUSY` when there is one under way.
 * Throws `ConflictError`.
 */
export async function beginDeployment(
  store: TenantStore,
  hook: Stored<Hook>,
  goal: DeploymentGoal,
  now: number,
): Promise<Deployment | typeof BUSY> {
  const hookId = hook.value.id
  const [known] = await store.read([deploymentKey(hookId)])
  if (isUnderWay(known?.value, now)) return BUSY
  const { deployment, change } = recordDeployment(hookId, goal, now, known)
  await store.transact([{ check: hookKey(hookId), expect: hook.revision }, change])
  return deployment
}

/** A new deployment and its part of a transaction. */
export function recordDeployment(
  hookId: string,
  goal: DeploymentGoal,
  now: number,
  known?: Stored<Deployment>,
): { deployment: Deployment; change: Change } {
  const deployment = newDeployment({ id: randomUUID(), hookId, goal }, known?.value, now)
  const expect = known?.revision ?? 'absent'
  return { deployment, change: { put: deploymentKey(hookId), value: deployment, expect } }
}
