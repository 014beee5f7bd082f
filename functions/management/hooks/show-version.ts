import type { JsonObject } from '../../core/json.ts'
import type { HookDeployer } from '../../core/ports/hook-deployer.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookSourceKey } from '../../core/record-keys.ts'
import type { FoundVersion } from './read-version.ts'

/** A version as lists show it. */
export function showVersion(
  { version: known, hook, pin }: FoundVersion,
  { runtimeSha }: Pick<HookDeployer, 'runtimeSha'>,
): JsonObject {
  const { version } = known
  return {
    version,
    created_at: new Date(known.createdAt).toISOString(),
    code_sha: known.codeSha,
    runtime_sha: known.runtimeSha,
    /** Deployed with another runtime than the present one. */
    outdated: known.runtimeSha !== runtimeSha,
    /** Whether it is the hook's own: what runs when the hook is enabled. */
    current: hook.version === version,
    pinned: pin?.hookId === hook.id && pin.version === version,
    packages: known.packages.map((taken) => ({ ...taken })),
    warnings: known.warnings,
  }
}

/** What a version was built from. */
export async function showVersionSource(
  store: TenantStore,
  { version: { hookId, version } }: FoundVersion,
): Promise<JsonObject> {
  const [source] = await store.read([hookSourceKey(hookId, version)])
  if (source === undefined) return {}
  const { script, dependencies, lock } = source.value
  return { script, dependencies, ...(lock !== undefined && { lock }) }
}
