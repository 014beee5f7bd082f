import type { Api } from '../../core/api-model.ts'
import type { Client } from '../../core/client-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { apiRecordKey, clientKey } from '../../core/record-keys.ts'
import type { Tenant } from '../../core/tenant-model.ts'
import { type Served, servedApiKey } from '../apis/served-api-key.ts'
import { API_DEFAULTS } from '../contract/api-defaults.ts'
import type { HookTestPayload } from '../contract/hook-test-payload.ts'
import { SAMPLE_PAYLOAD } from '../contract/sample-payload.ts'

/** The exchange that a test stands for. */
export interface DraftExchange {
  tenant: Tenant
  client: Pick<Client, 'clientId' | 'name' | 'metadata'>
  /** As stored, or what an API of this identifier would be without any settings. */
  api: Api
}

/** Whose exchange a payload means, and for what. Throws a 404 for an unknown `client_id`. */
export async function readDraftExchange(
  store: TenantStore,
  payload: HookTestPayload,
  served: Served,
): Promise<DraftExchange> {
  const identifier = payload.audience ?? SAMPLE_PAYLOAD.audience
  const [api] = await store.read([apiRecordKey(servedApiKey(identifier, served))])
  return {
    tenant: served.caller.tenant,
    client: await readClient(store, payload),
    api: api?.value ?? {
      id: '',
      identifier,
      signingAlg: 'RS256',
      tokenLifetimeSeconds: API_DEFAULTS.token_lifetime,
      tokenDialect: 'access_token',
      isSystem: false,
    },
  }
}

async function readClient(
  store: TenantStore,
  payload: HookTestPayload,
): Promise<DraftExchange['client']> {
  if (payload.client_id === undefined) {
    const { id, name, metadata } = { ...SAMPLE_PAYLOAD.client, ...payload.client }
    return { clientId: id, name, metadata }
  }
  const [client] = await store.read([clientKey(payload.client_id)])
  if (client === undefined) throw ManagementError.clientNotFound()
  return client.value
}
