import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { hookKey } from '../core/record-keys.ts'
import { forgetLostVersions } from './forget-lost-versions.ts'
import { type Lease, LeaseLost, takeLease } from './lease.ts'
import { noteFailure } from './note-failure.ts'
import { planVersion } from './plan-version.ts'
import { type PreparePorts, prepareVersion } from './prepare-version.ts'
import { recordVersion } from './record-version.ts'
import { removeDeployed } from './remove-deployed.ts'

export interface DeployHookPorts extends PreparePorts {
  store: TenantStore
}

/**
 * Does a recorded deployment: build, deploy, probe, record. Nothing of the hook changes before the
 * last step, which is one transaction; after a crash at any point it can be done again from the
 * start. A failure is noted on the record, and thrown when it is not the hook's own. Ends without
 * a trace when the hook was deleted meanwhile.
 */
export async function deployHook(
  ports: DeployHookPorts,
  hookId: string,
  deploymentId: string,
): Promise<void> {
  try {
    await takeSteps(ports, await takeLease(ports, hookId, deploymentId))
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    await removeStray(ports, hookId)
  }
}

async function takeSteps(ports: DeployHookPorts, lease: Lease): Promise<void> {
  const { store, clock } = ports
  try {
    await forgetLostVersions(ports, lease)
    const plan = await planVersion(store, lease.deployment)
    const prepared = await prepareVersion(ports, plan, lease)
    await removeDeployed(ports, plan.hookId, prepared.version)
    await recordVersion(store, lease, prepared, clock.now())
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    await noteFailure(lease, error)
  }
}

/** What was deployed for a hook that has been deleted meanwhile is nobody's. */
async function removeStray(
  { store, deployer }: { store: TenantStore; deployer: HookDeployer },
  hookId: string,
): Promise<void> {
  const [hook] = await store.read([hookKey(hookId)])
  if (hook === undefined) await deployer.remove(hookId)
}
