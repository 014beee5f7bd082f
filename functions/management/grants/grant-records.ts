import type { Grant, GrantProfile } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Change, Expectation } from '../../core/ports/tenant-store.ts'
import {
  type ApiKey,
  apiGrantKey,
  grantKey,
  grantProfileKey,
  SYSTEM_API,
} from '../../core/record-keys.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { Tenant } from '../../core/tenant-model.ts'

/** What of a grant never changes. */
export interface GrantPlace {
  id: string
  clientId: string
  api: ApiKey
  /** The API's identifier. */
  audience: string
}

/** A grant as it is listed. */
export function grantProfile(
  { id, clientId, api, audience }: GrantPlace,
  properties: { scope: string[] } & JsonObject,
): GrantProfile {
  return { id, clientId, audience, isSystem: api === SYSTEM_API, properties }
}

/**
 * The three records of a grant: for tokens (with its client), for callers (under its id), and for
 * whoever removes its API. A revision to expect is the profile's: a place may have had another
 * grant before, an id has not.
 */
export function putGrant(
  place: GrantPlace,
  properties: { scope: string[] } & JsonObject,
  expect: Expectation,
): Change[] {
  const { id, clientId, api } = place
  const hot: Grant = { id, scope: properties.scope }
  const profile = grantProfile(place, properties)
  const expectHot = typeof expect === 'number' ? 'any' : expect
  return [
    { put: grantKey(clientId, api), value: hot, expect: expectHot },
    { put: grantProfileKey(id), value: profile, expect },
    { put: apiGrantKey(api, clientId), value: { id }, expect: 'any' },
  ]
}

/** Where a stored grant lies. */
export function placeOfGrant(profile: GrantProfile): GrantPlace {
  const { id, clientId, audience, isSystem } = profile
  return { id, clientId, audience, api: isSystem ? SYSTEM_API : audience }
}

/** Removes the three records, if the profile is at this revision. */
export function removeGrant({ id, clientId, api }: GrantPlace, revision: number): Change[] {
  return [
    { remove: grantProfileKey(id), expect: revision },
    { remove: grantKey(clientId, api), expect: 'any' },
    { remove: apiGrantKey(api, clientId), expect: 'any' },
  ]
}

/** A grant as callers see it; the Management API's identifier follows the issuer. */
export function showGrant(
  { id, clientId, audience, isSystem, properties }: GrantProfile,
  { issuer }: Pick<Tenant, 'issuer'>,
): JsonObject {
  return {
    id,
    client_id: clientId,
    audience: isSystem ? systemApiIdentifier(issuer) : audience,
    subject_type: 'client',
    ...properties,
  }
}
