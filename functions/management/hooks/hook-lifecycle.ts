import { HookBuildError } from '../../core/errors.ts'
import type { Hook, HookVersion, PinnedHook, Tenant } from '../../core/model.ts'
import type {
  Change,
  Clock,
  HookBuilder,
  HookDeployer,
  HookRunner,
  Stored,
  TenantStore,
} from '../../core/ports.ts'
import { hookKey, hookVersionKey, tenantKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../retry-conflicts.ts'

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

/** Saves a hook as a new version; when the hook is enabled, that version is pinned in the same step. */
export async function saveHook(ports: HookLifecyclePorts, source: HookSource): Promise<Hook> {
  const [known] = await ports.store.read([hookKey(source.id)])
  const prepared = await prepareVersion(ports, source, (known?.value.version ?? 0) + 1)
  return retryConflicts(async () => {
    const [stored, tenant] = await ports.store.read([hookKey(source.id), tenantKey])
    const version = { ...prepared, version: (stored?.value.version ?? 0) + 1 }
    const hook: Hook = { ...source, version: version.version }
    await ports.store.transact([
      { put: hookKey(hook.id), value: hook, expect: stored?.revision ?? 'absent' },
      { put: hookVersionKey(hook.id, version.version), value: version, expect: 'absent' },
      ...pinChanges(tenant, hook, version, tenant?.value.hook?.hookId === hook.id),
    ])
    return hook
  })
}

/** Pins the latest version of a hook in place of whatever is pinned. */
export async function enableHook(ports: HookLifecyclePorts, hookId: string): Promise<void> {
  await retryConflicts(async () => {
    const [stored, tenant] = await ports.store.read([hookKey(hookId), tenantKey])
    if (stored === undefined) throw new Error(`There is no hook ${hookId}`)
    const [version] = await ports.store.read([hookVersionKey(hookId, stored.value.version)])
    if (version === undefined) throw new Error(`The hook ${hookId} has no saved version`)
    await ports.store.transact([
      { check: hookKey(hookId), expect: stored.revision },
      ...pinChanges(tenant, stored.value, version.value, true),
    ])
  })
}

/** The pin of a hook's version. */
export function pinOf(hook: Hook, version: HookVersion): PinnedHook {
  return {
    hookId: hook.id,
    name: hook.name,
    version: version.version,
    versionArn: version.versionArn,
    ...(hook.secretsVersionId !== undefined && { secretsVersionId: hook.secretsVersionId }),
    timeoutMs: hook.timeoutMs,
    afterCallbackMs: hook.afterCallbackMs,
  }
}

/** Sets the tenant's pin; otherwise sees that the pin stays what it was when it was looked at. */
function pinChanges(
  tenant: Stored<Tenant> | undefined,
  hook: Hook,
  version: HookVersion,
  pin: boolean,
): Change[] {
  if (tenant === undefined) throw new Error('The tenant is not set up yet')
  if (!pin) return [{ check: tenantKey, expect: tenant.revision }]
  const value: Tenant = { ...tenant.value, hook: pinOf(hook, version) }
  return [{ put: tenantKey, value, expect: tenant.revision }]
}
