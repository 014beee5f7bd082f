import type { Deployment, DeploymentGoal } from './hook-model.ts'
import type { Change, Stored } from './ports/tenant-store.ts'
import { deploymentKey } from './record-keys.ts'

/** Longer than the longest phase takes. */
export const LEASE_MS = 5 * 60_000
/** Of those that failed before, for whoever waits for them. */
const REMEMBERED = 10

/** Whether a deployment holds its hook's lease; `now` in milliseconds since the epoch. */
export function isUnderWay(deployment: Deployment | undefined, now: number): boolean {
  return deployment !== undefined && deployment.phase !== 'failed' && deployment.leaseUntil > now
}

/** A new deployment in the place of one that failed or whose lease has ended, if there is one. */
export function newDeployment(
  { id, hookId, goal }: { id: string; hookId: string; goal: DeploymentGoal },
  known: Deployment | undefined,
  now: number,
): Deployment {
  const before = known?.failedBefore ?? []
  const failedBefore = known?.error ? [...before, { id: known.id, error: known.error }] : before
  return {
    id,
    hookId,
    phase: 'building',
    startedAt: now,
    leaseUntil: now + LEASE_MS,
    goal,
    ...(failedBefore.length > 0 && { failedBefore: failedBefore.slice(-REMEMBERED) }),
  }
}

/** The deployment in another phase, its lease begun anew. */
export function inPhase(
  deployment: Deployment,
  phase: Exclude<Deployment['phase'], 'failed'>,
  now: number,
): Deployment {
  return { ...deployment, phase, leaseUntil: now + LEASE_MS }
}

/** To be written with what no deployment may meet half-way: none is under way, and none begins. */
export function checkDeployment(hookId: string, known: Stored<Deployment> | undefined): Change {
  return { check: deploymentKey(hookId), expect: known?.revision ?? 'absent' }
}
