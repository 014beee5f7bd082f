import type { HookVersion } from '../core/hook-model.ts'
import type { KnownVersions } from '../core/hook-retention.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { hookKey, hookVersionKey, tenantKey } from '../core/record-keys.ts'

/** More than are ever recorded: of 50, some stay a while because they were pinned. */
const AT_MOST = 500

/** A hook's versions as they will be with this one, and which of them are in use. */
export async function readKnownVersions(
  store: TenantStore,
  hookId: string,
  prepared: HookVersion,
): Promise<KnownVersions> {
  const { pk, sk } = hookVersionKey(hookId, 0)
  const listed = await store.list<HookVersion>(pk, { after: sk, limit: AT_MOST })
  const [tenant, hook] = await store.read([tenantKey, hookKey(hookId)])
  const pin = tenant?.value.hook
  const others = listed.map(({ value }) => value).filter(isNot(prepared))
  return {
    versions: [prepared, ...others].sort((one, other) => other.version - one.version),
    needed: new Set([
      prepared.version,
      ...(hook === undefined ? [] : [hook.value.version]),
      ...(pin?.hookId === hookId ? [pin.version] : []),
    ]),
  }
}

function isNot({ version }: HookVersion): (other: HookVersion) => boolean {
  return (other) => other.version !== version
}
