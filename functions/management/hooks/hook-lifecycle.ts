import { HookBuildError } from '../../core/errors.ts'
import type { Hook, HookVersion } from '../../core/model.ts'
import type { Clock, HookBuilder, HookDeployer, HookRunner, TenantStore } from '../../core/ports.ts'
import { hookKey, hookVersionKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import { claimName, findHookByName } from './hook-names.ts'
import { pinChanges } from './pin-changes.ts'
import { readEnablement } from './read-hook.ts'
import { writeHook } from './write-hook.ts'

export interface HookLifecyclePorts {
  store: TenantStore
  builder: HookBuilder
  deployer: HookDeployer
  runner: HookRunner
  clock: Clock
}

/** What its owner writes of a hook. */
export type HookSource = Omit<Hook, 'version'>

/**
 * Makes the next version of a hook runnable: builds, deploys, and sees that it loads and exports
 * a function. Records nothing. Throws `HookBuildError` with the place of the fault.
 */
export async function prepareVersion(
  ports: HookLifecyclePorts,
  source: HookSource,
  version: number,
): Promise<HookVersion> {
  const { script, dependencies } = source
  const built = await ports.builder.build({ script, dependencies })
  const { versionArn, runtimeSha } = await ports.deployer.deploy(source.id, built)
  const outcome = await ports.runner.probe(versionArn)
  if (outcome.kind === 'failed') {
    const { error, cause } = outcome
    throw new HookBuildError(
      cause === 'no-function'
        ? 'The script must export a function: module.exports = function (client, scope, audience, context, cb) { … }'
        : `The script does not load: ${error?.stack ?? error?.message ?? cause}`,
    )
  }
  return {
    hookId: source.id,
    version,
    script,
    dependencies,
    versionArn,
    codeSha: built.codeSha,
    runtimeSha,
    createdAt: ports.clock.now(),
  }
}

/**
 * Saves a hook as a new version whatever there was, with its name if that is free; when the hook is
 * enabled, that version is pinned in the same step.
 */
export async function saveHook(ports: HookLifecyclePorts, source: HookSource): Promise<Hook> {
  const { store } = ports
  const prepared = await prepareVersion(ports, source, 1)
  return retryConflicts(async () => {
    const [before] = await store.read([hookKey(source.id)])
    const version = { ...prepared, version: (before?.value.version ?? 0) + 1 }
    const after: Hook = { ...source, version: version.version }
    const isNamed = (await findHookByName(store, after.name)) !== undefined
    const also = isNamed ? [] : await claimName(store, after)
    return (await writeHook(store, { before, after, version, also })).hook
  })
}

/** Pins the latest version of a hook in place of whatever is pinned. */
export async function enableHook({ store }: { store: TenantStore }, hookId: string): Promise<void> {
  await retryConflicts(async () => {
    const [before] = await store.read([hookKey(hookId)])
    if (before === undefined) throw new Error(`There is no hook ${hookId}`)
    const hook = before.value
    const [version] = await store.read([hookVersionKey(hookId, hook.version)])
    if (version === undefined) throw new Error(`The hook ${hookId} has no saved version`)
    const enablement = await readEnablement(store, hook.triggerId)
    await store.transact([
      { check: hookKey(hookId), expect: before.revision },
      ...(await pinChanges(store, enablement, { hook, version: version.value, enabled: true })),
    ])
  })
}
