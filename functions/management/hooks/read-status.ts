import { isRunning } from '../../core/hook-triggers.ts'
import type { HookDeployer } from '../../core/ports/hook-deployer.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { deploymentKey, hookVersionKey } from '../../core/record-keys.ts'
import type { HookStatusAnswer } from '../contract/answers.ts'
import { warnOfInertTrigger, warnOfMissingSecrets } from './hook-warnings.ts'
import { readHook } from './read-hook.ts'
import { showDeployment } from './show-hook.ts'

/** What needs its owner's attention at a hook. Throws a 404. */
export async function readStatus(
  {
    store,
    deployer,
  }: { store: TenantStore; deployer: Pick<HookDeployer, 'runtimeSha' | 'isDeployed'> },
  hookId: string,
): Promise<HookStatusAnswer> {
  const { value: hook, revision } = await readHook(store, hookId)
  const [deployment, version] = await store.read([
    deploymentKey(hookId),
    hookVersionKey(hookId, hook.version),
  ])
  const missing = hook.missingSecrets ?? []
  return {
    version: hook.version,
    ...(!isRunning(hook) && { revision }),
    deployed: version !== undefined && (await deployer.isDeployed(version.value)),
    outdated: version !== undefined && version.value.runtimeSha !== deployer.runtimeSha,
    missing_secrets: missing,
    warnings: [
      ...warnOfInertTrigger(hook),
      ...(version?.value.warnings ?? []),
      ...warnOfMissingSecrets(missing),
    ],
    ...(deployment !== undefined && { deployment: showDeployment(deployment.value) }),
  }
}
