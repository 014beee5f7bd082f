import type { Deployment } from '../../core/hook-model.ts'
import type { HookDeployments } from '../../core/ports/hook-deployments.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { deploymentKey } from '../../core/record-keys.ts'
import { finishDeployment } from './finish-deployment.ts'
import { type HookAnswer, readAnswer } from './read-answer.ts'

/**
 * Has the deployment of a known hook done, and gives the hook as it is then; when that takes longer
 * than the deadline (of `performance.now()`), as it is `wanted`. Throws why it failed: then nothing
 * is left of it, since the caller is told.
 */
export async function answerDeployment(
  ports: { store: TenantStore; deployments: HookDeployments },
  begun: Deployment,
  wanted: (now: HookAnswer) => HookAnswer,
  deadline: number,
): Promise<HookAnswer> {
  const { store } = ports
  const end = await finishDeployment(ports, begun, deadline)
  if (end.kind === 'failed') {
    if (end.record !== undefined) await forget(store, begun.hookId, end.record.revision)
    throw end.error
  }
  const now = await readAnswer(store, begun.hookId)
  return end.kind === 'done' ? now : { ...wanted(now), deployment: end.deployment }
}

/** If another deployment has begun since, there is nothing to forget. */
async function forget(store: TenantStore, hookId: string, revision: number): Promise<void> {
  const change = { remove: deploymentKey(hookId), expect: revision }
  await store.transact([change]).catch(() => undefined)
}
