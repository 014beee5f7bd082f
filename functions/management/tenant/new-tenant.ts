import { createApiId } from '../../core/ids.ts'
import { MANAGEMENT_SCOPES } from '../../core/management-scopes.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { SigningKeys } from '../../core/ports/signing-keys.ts'
import type { Change } from '../../core/ports/tenant-store.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { Tenant } from '../../core/tenant-model.ts'
import { newApi } from '../apis/api-records.ts'
import { newSigningKey } from '../keys/new-signing-key.ts'

/** A tenant that nobody has recorded yet. */
export interface NewTenant {
  /** To be put with the changes. */
  tenant: Tenant
  /** The rest: certificates of its keys, the system API. */
  changes: Change[]
}

/** Makes the signing keys of a new tenant, one to begin with and the next; records nothing. */
export async function newTenant(
  { keys, clock }: { keys: SigningKeys; clock: Clock },
  { name, issuer }: Pick<Tenant, 'name' | 'issuer'>,
): Promise<NewTenant> {
  const now = clock.now()
  const [current, next] = await Promise.all([
    newSigningKey(keys, issuer, now),
    newSigningKey(keys, issuer, now),
  ])
  return {
    tenant: {
      name,
      issuer,
      hosts: [],
      oauthErrors: 'auth0',
      privateClaims: false,
      hookOnManagementApi: false,
      signingKeys: [{ ...current.key, currentSince: now }, next.key],
    },
    changes: [
      ...current.changes,
      ...next.changes,
      ...newApi(createApiId(), {
        name: 'Auth0 Management API',
        identifier: systemApiIdentifier(issuer),
        scopes: structuredClone([...MANAGEMENT_SCOPES]),
        is_system: true,
      }).changes,
    ],
  }
}
