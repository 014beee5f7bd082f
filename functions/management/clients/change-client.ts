import type {
  Client,
  ClientCredential,
  ClientProfile,
  ClientSecret,
} from '../../core/client-model.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Change, TenantStore } from '../../core/ports/tenant-store.ts'
import {
  clientKey,
  clientProfileKey,
  grantKey,
  grantProfileKey,
  SYSTEM_API,
} from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { checkRecordSize, MAX_CLIENT_BYTES } from '../check-record-size.ts'
import { keepAnAdmin } from '../grants/keep-an-admin.ts'
import { projectClient } from './client-records.ts'

interface ClientRecords {
  client: Client
  profile: ClientProfile
}

/** What of a client changes; credentials stay when not named. */
interface ClientChange {
  properties: JsonObject
  secrets: ClientSecret[]
  credentials?: ClientCredential[]
}

/** Writes both records of a client as `change` says, in one transaction. Throws a 404. */
export async function changeClient(
  store: TenantStore,
  clientId: string,
  change: (before: ClientRecords) => ClientChange,
): Promise<ClientRecords> {
  return retryConflicts(async () => {
    const [client, profile] = await store.read([clientKey(clientId), clientProfileKey(clientId)])
    if (client === undefined || profile === undefined) throw ManagementError.clientNotFound()
    const { properties, secrets, credentials } = change({
      client: client.value,
      profile: profile.value,
    })
    const after: ClientProfile = { clientId, properties }
    checkRecordSize(after, MAX_CLIENT_BYTES)
    const hot = projectClient(after, secrets, credentials ?? client.value.credentials)
    const losesTokens = mayGetTokens(client.value) && !mayGetTokens(hot)
    await store.transact([
      ...(losesTokens ? await keepAnotherAdmin(store, clientId) : []),
      { put: clientKey(clientId), value: hot, expect: client.revision },
      { put: clientProfileKey(clientId), value: after, expect: profile.revision },
    ])
    return { client: hot, profile: after }
  })
}

function mayGetTokens({ grantTypes }: Client): boolean {
  return grantTypes.includes('client_credentials')
}

/** As if the client's grant for the Management API were removed: without tokens it is of no use. */
async function keepAnotherAdmin(store: TenantStore, clientId: string): Promise<Change[]> {
  const [grant] = await store.read([grantKey(clientId, SYSTEM_API)])
  if (grant === undefined) return []
  const [profile] = await store.read([grantProfileKey(grant.value.id)])
  return profile === undefined ? [] : keepAnAdmin(store, profile.value)
}
