import type { Deployment } from '../core/hook-model.ts'
import type { HookDeployments } from '../core/ports/hook-deployments.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { deploymentKey } from '../core/record-keys.ts'

const READ_AT_ONCE = 100

/**
 * Does the deployments that a crash has left over, one after the other. To be called when nobody
 * else can be at them: by the only server, at its start.
 */
export async function resumeDeployments({
  store,
  deployments,
}: {
  store: TenantStore
  deployments: HookDeployments
}): Promise<void> {
  const { pk } = deploymentKey('')
  let after = ''
  for (;;) {
    const found = await store.list<Deployment>(pk, { after, limit: READ_AT_ONCE })
    for (const { value } of found) {
      if (value.phase !== 'failed') await deployments.start(value.hookId, value.id)
    }
    if (found.length < READ_AT_ONCE) return
    after = found.at(-1)?.sk ?? ''
  }
}
