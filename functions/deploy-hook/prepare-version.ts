import { HookBuildError, HookVersionGone } from '../core/errors.ts'
import { warnOfBareClaims } from '../core/hook-claims.ts'
import type { HookSource, HookVersion } from '../core/hook-model.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { HookBuilder } from '../core/ports/hook-builder.ts'
import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import type { HookRunner } from '../core/ports/hook-runner.ts'
import type { Lease } from './lease.ts'
import type { VersionPlan } from './plan-version.ts'

export interface PreparePorts {
  builder: HookBuilder
  deployer: HookDeployer
  runner: HookRunner
  clock: Clock
}

/** A version that runs, with what it was built from; not yet recorded, and numbered then. */
export interface PreparedVersion {
  version: HookVersion
  source: HookSource
}

/**
 * Makes a version runnable: builds, deploys, and sees that it loads and exports a function. Records
 * nothing but the phases on the lease. Throws `HookBuildError` with the place of the fault.
 */
export async function prepareVersion(
  ports: PreparePorts,
  plan: VersionPlan,
  lease?: Pick<Lease, 'enter'>,
): Promise<PreparedVersion> {
  const { hookId, known, source } = plan
  if (plan.reuse && known !== undefined && (await isDeployed(ports, known, lease))) {
    return { version: known, source }
  }
  const built = await ports.builder.build(source)
  await lease?.enter('deploying')
  const deployed = await ports.deployer.deploy(hookId, built)
  await lease?.enter('probing')
  await probe(ports.runner, deployed.versionArn)
  const { codeSha, packages, bareClaims, lock } = built
  const warnings = [...built.warnings, ...warnOfBareClaims(bareClaims, plan.privateClaims)]
  const { version, createdAt } = known ?? { version: 0, createdAt: ports.clock.now() }
  return {
    version: { hookId, version, ...deployed, codeSha, packages, bareClaims, warnings, createdAt },
    source: { ...source, ...(lock !== undefined && { lock }) },
  }
}

async function isDeployed(
  { deployer, runner }: PreparePorts,
  version: HookVersion,
  lease?: Pick<Lease, 'enter'>,
): Promise<boolean> {
  await lease?.enter('probing')
  try {
    if (await deployer.isDeployed(version)) {
      await probe(runner, version.versionArn)
      return true
    }
  } catch (error) {
    if (!(error instanceof HookVersionGone)) throw error
  }
  await lease?.enter('building')
  return false
}

async function probe(runner: HookRunner, versionArn: string): Promise<void> {
  const outcome = await runner.probe(versionArn)
  if (outcome.kind !== 'failed') return
  const { error, cause } = outcome
  throw new HookBuildError(
    cause === 'no-function'
      ? 'The script must export a function: module.exports = function (client, scope, audience, context, cb) { … }'
      : `The script does not load: ${error?.stack ?? error?.message ?? cause}`,
  )
}
