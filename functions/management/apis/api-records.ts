import type { Api, ApiProfile, TokenDialect } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Change } from '../../core/ports/tenant-store.ts'
import { type ApiKey, apiProfileKey, apiRecordKey, SYSTEM_API } from '../../core/record-keys.ts'
import { API_DEFAULTS } from '../contract/api-defaults.ts'

/** An API as callers see it. */
export function showApi({ id, properties }: ApiProfile): JsonObject {
  return { id, ...properties }
}

/** Where an API lies: under its identifier, or in the Management API's fixed place. */
export function apiKeyOfProfile({ properties }: ApiProfile): ApiKey {
  return properties.is_system === true ? SYSTEM_API : (properties.identifier as string)
}

/** What the token path needs of an API; written together with the profile it follows from. */
export function projectApi({ id, properties }: ApiProfile): Api {
  return {
    id,
    identifier: properties.identifier as string,
    signingAlg: properties.signing_alg as Api['signingAlg'],
    tokenLifetimeSeconds: properties.token_lifetime as number,
    tokenDialect: (properties.token_dialect as TokenDialect | undefined) ?? 'access_token',
    isSystem: properties.is_system === true,
  }
}

/** The records of a new API; `given` in the names of the wire, with at least an identifier. */
export function newApi(
  id: string,
  given: JsonObject & { identifier: string },
): { changes: Change[]; profile: ApiProfile } {
  const profile: ApiProfile = { id, properties: { ...structuredClone(API_DEFAULTS), ...given } }
  return {
    profile,
    changes: [
      { put: apiRecordKey(apiKeyOfProfile(profile)), value: projectApi(profile), expect: 'absent' },
      { put: apiProfileKey(id), value: profile, expect: 'absent' },
    ],
  }
}
