import type {
  Clock,
  HookBuilder,
  HookDeployer,
  HookDeployments,
  TenantStore,
} from '../../core/ports.ts'

export interface HookLifecyclePorts {
  store: TenantStore
  builder: HookBuilder
  deployer: Pick<HookDeployer, 'runtimeSha' | 'isDeployed' | 'remove'>
  clock: Clock
  deployments: HookDeployments
  /** How long a request waits for deployments. */
  deploymentWaitMs: number
}
