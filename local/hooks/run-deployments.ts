import { StoreError } from '../../functions/core/errors.ts'
import type { HookDeployments } from '../../functions/core/ports/hook-deployments.ts'
import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'
import { type DeployHookPorts, deployHook } from '../../functions/deploy-hook/deploy-hook.ts'

const CLOSE_LIMIT_MS = 2_000

/** Deployments in this process. One that the end of the process interrupts stays recorded. */
export interface LocalDeployments extends HookDeployments {
  /** From now on they change nothing more. Resolves when they have ended, after 2 s at most. */
  close(): Promise<void>
}

/** `report` is told of failures that are not a hook's own. */
export function createLocalDeployments(
  ports: DeployHookPorts,
  report: (error: unknown) => void,
): LocalDeployments {
  const running = new Set<Promise<void>>()
  let closed = false
  const store: TenantStore = {
    read: (keys) => ports.store.read(keys),
    list: (partition, page) => ports.store.list(partition, page),
    async transact(changes) {
      if (closed) throw new StoreError('The server is stopping')
      await ports.store.transact(changes)
    },
  }
  return {
    async start(hookId, deploymentId) {
      const deployment = deployHook({ ...ports, store }, hookId, deploymentId).catch((error) => {
        if (!closed) report(error)
      })
      running.add(deployment)
      await deployment
      running.delete(deployment)
    },
    async close() {
      closed = true
      const limit = new Promise<void>((resolve) => {
        setTimeout(resolve, CLOSE_LIMIT_MS).unref()
      })
      await Promise.race([Promise.all(running), limit])
    },
  }
}
