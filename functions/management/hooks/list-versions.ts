import type * as v from 'valibot'
import type { HookVersion } from '../../core/hook-model.ts'
import type { JsonObject } from '../../core/json.ts'
import type { HookDeployer } from '../../core/ports/hook-deployer.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookVersionKey, tenantKey } from '../../core/record-keys.ts'
import type { listHookVersionsQuery } from '../contract/hook-versions.ts'
import { pickFields } from '../pick-fields.ts'
import { readHook } from './read-hook.ts'
import { showVersion } from './show-version.ts'

const DEFAULT_PER_PAGE = 50
/** More than are ever recorded. */
const AT_MOST = 500

/** A page of a hook's versions, newest first; one that does not run here has none. Throws a 404. */
export async function listVersions(
  { store, deployer }: { store: TenantStore; deployer: Pick<HookDeployer, 'runtimeSha'> },
  hookId: string,
  query: v.InferOutput<typeof listHookVersionsQuery>,
): Promise<JsonObject | JsonObject[]> {
  const { value: hook } = await readHook(store, hookId)
  const [tenant] = await store.read([tenantKey])
  const { pk, sk } = hookVersionKey(hookId, 0)
  const listed = await store.list<HookVersion>(pk, { after: sk, limit: AT_MOST })
  const limit = query.per_page ?? DEFAULT_PER_PAGE
  const start = (query.page ?? 0) * limit
  const versions = listed
    .reverse()
    .slice(start, start + limit)
    .map(({ value: version }) => showVersion({ version, hook, pin: tenant?.value.hook }, deployer))
    .map((version) => pickFields(version, query))
  if (!query.include_totals) return versions
  return { start, limit, total: listed.length, versions }
}
