import type { JsonObject } from '../core/json.ts'
import type { Grant, GrantProfile } from '../core/model.ts'
import type { Change, Expectation } from '../core/ports.ts'
import {
  type ApiKey,
  apiGrantKey,
  grantKey,
  grantProfileKey,
  type RecordKey,
  SYSTEM_API,
} from '../core/record-keys.ts'

/** What of a grant never changes. */
export interface GrantPlace {
  id: string
  clientId: string
  api: ApiKey
  /** The API's identifier. */
  audience: string
}

/**
 * The three records of a grant: for tokens (with its client), for callers (under its id), and for
 * whoever removes its API.
 */
export function putGrant(
  { id, clientId, api, audience }: GrantPlace,
  properties: { scope: string[] } & JsonObject,
  expect: Expectation,
): Change[] {
  const hot: Grant = { id, scope: properties.scope }
  const isSystem = api === SYSTEM_API
  const profile: GrantProfile = { id, clientId, audience, isSystem, properties }
  return [
    { put: grantKey(clientId, api), value: hot, expect },
    { put: grantProfileKey(id), value: profile, expect: 'any' },
    { put: apiGrantKey(api, clientId), value: { id }, expect: 'any' },
  ]
}

/** Where a stored grant lies. */
export function placeOfGrant(profile: GrantProfile): GrantPlace {
  const { id, clientId, audience, isSystem } = profile
  return { id, clientId, audience, api: isSystem ? SYSTEM_API : audience }
}

/** Removes the three records. */
export function removeGrant({ id, clientId, api }: GrantPlace): Change[] {
  const keys: RecordKey<unknown>[] = [
    grantKey(clientId, api),
    grantProfileKey(id),
    apiGrantKey(api, clientId),
  ]
  return keys.map((remove) => ({ remove, expect: 'any' }))
}
