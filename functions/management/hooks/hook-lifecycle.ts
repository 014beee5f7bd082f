import type {
  Clock,
  HookBuilder,
  HookDeployer,
  HookDeployments,
  HookRunner,
  TenantStore,
} from '../../core/ports.ts'

export interface HookLifecyclePorts {
  store: TenantStore
  builder: HookBuilder
  deployer: HookDeployer
  runner: HookRunner
  clock: Clock
  deployments: HookDeployments
  /** How long a request waits for deployments. */
  deploymentWaitMs: number
}
