import type { ClientCredential } from '../../core/client-model.ts'
import { createGrantId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Change } from '../../core/ports/tenant-store.ts'
import { type ApiKey, clientKey, clientProfileKey } from '../../core/record-keys.ts'
import { CLIENT_DEFAULTS, defaultGrantTypes } from '../contract/clients.ts'
import { putGrant } from '../grants/grant-records.ts'
import { newSecrets, projectClient } from './client-records.ts'

/** The records of a new client; `properties` in the names of the wire. */
export function newClient(
  clientId: string,
  secret: string,
  tenant: string,
  given: JsonObject,
  credentials: ClientCredential[] = [],
): { changes: Change[]; properties: JsonObject } {
  const properties: JsonObject = {
    tenant,
    ...structuredClone(CLIENT_DEFAULTS),
    grant_types: defaultGrantTypes(given.app_type),
    ...given,
  }
  const profile = { clientId, properties }
  const client = projectClient(profile, newSecrets(secret), credentials)
  return {
    properties,
    changes: [
      { put: clientKey(clientId), value: client, expect: 'absent' },
      { put: clientProfileKey(clientId), value: profile, expect: 'absent' },
    ],
  }
}

/** The records of a new machine client with its grants, as a tenant starts with. */
export function newMachineClient(
  {
    clientId,
    name,
    secret,
    tenant,
  }: { clientId: string; name: string; secret: string; tenant: string },
  grants: { api: ApiKey; audience: string; scope: string[] }[],
): Change[] {
  const given = { name, app_type: 'non_interactive' }
  return [
    ...newClient(clientId, secret, tenant, given).changes,
    ...grants.flatMap(({ api, audience, scope }) =>
      putGrant({ id: createGrantId(), clientId, api, audience }, { scope }, 'absent'),
    ),
  ]
}
