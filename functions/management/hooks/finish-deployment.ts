import { setTimeout as delay } from 'node:timers/promises'
import { HookBuildError } from '../../core/errors.ts'
import type { Deployment, DeploymentError } from '../../core/hook-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { HookDeployments } from '../../core/ports/hook-deployments.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { deploymentKey } from '../../core/record-keys.ts'
import { pollUntil } from './poll-until.ts'

/** How a deployment is when its request has waited for it. */
export type DeploymentEnd =
  | { kind: 'done' }
  | { kind: 'under-way'; deployment: Deployment }
  /** `record`: as it is now, unless another deployment has taken its place. */
  | { kind: 'failed'; error: Error; record?: Stored<Deployment> | undefined }

/** Has a recorded deployment done, and waits until the deadline (of `performance.now()`). */
export async function finishDeployment(
  { store, deployments }: { store: TenantStore; deployments: HookDeployments },
  begun: Deployment,
  deadline: number,
): Promise<DeploymentEnd> {
  const { hookId, id } = begun
  await waitFor(deployments.start(hookId, id), deadline)
  let latest = begun
  const end = await pollUntil(deadline, async (): Promise<DeploymentEnd | undefined> => {
    const [record] = await store.read([deploymentKey(hookId)])
    if (record?.value.id !== id) return endBefore(record?.value, id)
    latest = record.value
    return latest.error && { kind: 'failed', error: toError(latest.error), record }
  })
  return end ?? { kind: 'under-way', deployment: latest }
}

async function waitFor(started: Promise<void>, deadline: number): Promise<void> {
  const waiting = new AbortController()
  const leftMs = Math.min(Math.max(0, deadline - performance.now()), 2 ** 31 - 1)
  try {
    await Promise.race([started, delay(leftMs, undefined, { signal: waiting.signal })])
  } finally {
    waiting.abort()
  }
}

/** How it ended, when there is no record of it or that of another in its place. */
function endBefore(record: Deployment | undefined, id: string): DeploymentEnd {
  const failed = record?.failedBefore?.find((before) => before.id === id)
  return failed ? { kind: 'failed', error: toError(failed.error) } : { kind: 'done' }
}

function toError({ kind, message, line, column }: DeploymentError): Error {
  if (kind === 'name') return ManagementError.conflict(message)
  if (kind === 'unforeseen') return ManagementError.unforeseen()
  const place = line === undefined || column === undefined ? undefined : { line, column }
  return new HookBuildError(message, place)
}
