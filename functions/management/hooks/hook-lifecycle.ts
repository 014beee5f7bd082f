import type { Clock } from '../../core/ports/clock.ts'
import type { HookBuilder } from '../../core/ports/hook-builder.ts'
import type { HookDeployer } from '../../core/ports/hook-deployer.ts'
import type { HookDeployments } from '../../core/ports/hook-deployments.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'

export interface HookLifecyclePorts {
  store: TenantStore
  builder: HookBuilder
  deployer: Pick<HookDeployer, 'runtimeSha' | 'isDeployed' | 'remove'>
  clock: Clock
  deployments: HookDeployments
  /** How long a request waits for deployments. */
  deploymentWaitMs: number
}
