import { digestSecret } from './client-secret.ts'
import { createGrantId } from './ids.ts'
import type { Api, Client, Grant } from './model.ts'
import type { Change } from './ports.ts'
import { type ApiKey, apiRecordKey, clientKey, clientProfileKey, grantKey } from './record-keys.ts'

/** The records of a new machine application that may use the client credentials grant. */
export function newMachineClient(
  { clientId, name, secret }: { clientId: string; name: string; secret: string },
  grants: { api: ApiKey; scope: string[] }[],
): Change[] {
  const client: Client = {
    clientId,
    name,
    grantTypes: ['client_credentials'],
    secrets: [{ digest: digestSecret(secret) }],
    metadata: {},
  }
  const profile = { clientId, properties: { app_type: 'non_interactive' } }
  return [
    { put: clientKey(clientId), value: client, expect: 'absent' },
    { put: clientProfileKey(clientId), value: profile, expect: 'absent' },
    ...grants.map(({ api, scope }): Change => {
      const grant: Grant = { id: createGrantId(), scope }
      return { put: grantKey(clientId, api), value: grant, expect: 'absent' }
    }),
  ]
}

/** An API's hot record with the original's defaults: RS256, a day. */
export function newApi(api: ApiKey, identifier: string, isSystem: boolean): Change {
  const value: Api = {
    identifier,
    signingAlg: 'RS256',
    tokenLifetimeSeconds: 86_400,
    tokenDialect: 'access_token',
    isSystem,
  }
  return { put: apiRecordKey(api), value, expect: 'absent' }
}
