import type { GrantProfile } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { checkRecordSize } from '../check-record-size.ts'
import { mergeProperties } from '../merge-properties.ts'
import { findGrant, grantNotFound } from './find-grant.ts'
import { grantProfile, placeOfGrant, putGrant } from './grant-records.ts'
import { keepAnAdmin } from './keep-an-admin.ts'

/** Changes what is named. Throws a 404, and a 409 when nobody could manage grants afterwards. */
export async function changeGrant(
  store: TenantStore,
  id: string,
  changes: JsonObject,
): Promise<GrantProfile> {
  return retryConflicts(async () => {
    const profile = await findGrant(store, id)
    if (profile === undefined) throw grantNotFound(id)
    const { value, revision } = profile
    const merged = mergeProperties(value.properties, changes)
    const properties = { ...merged, scope: merged.scope as string[] }
    checkRecordSize(properties)
    const checks = await keepAnAdmin(store, value, properties.scope)
    const place = placeOfGrant(value)
    await store.transact([...putGrant(place, properties, revision), ...checks])
    return grantProfile(place, properties)
  })
}
