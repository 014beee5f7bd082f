import type { Api } from '../../functions/core/api-model.ts'
import type { Client } from '../../functions/core/client-model.ts'
import { createApiId, createGrantId, createHookId } from '../../functions/core/ids.ts'
import {
  type ApiKey,
  apiRecordKey,
  clientKey,
  grantKey,
  type RecordKey,
  tenantKey,
} from '../../functions/core/record-keys.ts'
import type { Tenant } from '../../functions/core/tenant-model.ts'
import { newApi } from '../../functions/management/apis/api-records.ts'
import { type GrantPlace, putGrant } from '../../functions/management/grants/grant-records.ts'
import type { NewHook } from '../../functions/management/hooks/create-hook.ts'
import { enableHook, saveHook } from '../../functions/management/hooks/save-hook.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import type { ServedTenant } from './serve-tenant.ts'

type Ports = ServedTenant['ports']

/** Changes some properties of a stored record. */
async function editRecord<T extends object>(
  { store }: Ports,
  key: RecordKey<T>,
  change: Partial<T>,
): Promise<void> {
  const [stored] = await store.read([key])
  if (stored === undefined) throw new Error(`There is no record ${key.pk}/${key.sk}`)
  const value = { ...(stored.value as T), ...change }
  await store.transact([{ put: key, value, expect: stored.revision }])
}

export function editTenant(ports: Ports, change: Partial<Tenant>): Promise<void> {
  return editRecord(ports, tenantKey, change)
}

export function editApi(ports: Ports, identifier: string, change: Partial<Api>): Promise<void> {
  return editRecord(ports, apiRecordKey(identifier), change)
}

export function editClient(ports: Ports, clientId: string, change: Partial<Client>): Promise<void> {
  return editRecord(ports, clientKey(clientId), change)
}

export async function addApi(ports: Ports, identifier: string): Promise<void> {
  await ports.store.transact(newApi(createApiId(), { name: identifier, identifier }).changes)
}

/** Gives a client these scopes of an API, whatever it had. */
export async function giveGrant(
  { store }: Ports,
  clientId: string,
  api: ApiKey,
  scope: string[],
): Promise<void> {
  const [known, stored] = await store.read([grantKey(clientId, api), apiRecordKey(api)])
  const audience = stored?.value.identifier ?? String(api)
  const place: GrantPlace = { id: known?.value.id ?? createGrantId(), clientId, api, audience }
  await store.transact(putGrant(place, { scope }, 'any'))
}

/** Saves a script as a new hook and enables it. */
export async function useScript(
  ports: Ports,
  script: string,
  options: Partial<NewHook> & { secrets?: Record<string, string> } = {},
): Promise<string> {
  const { secrets, ...source } = options
  const id = createHookId(Date.now())
  const version = secrets && (await ports.secrets.write(id, secrets, 'first'))
  await saveHook(ports, {
    id,
    name: 'test',
    triggerId: 'credentials-exchange',
    script,
    dependencies: {},
    timeoutMs: HOOK_LIMITS.defaultTimeoutMs,
    afterCallbackMs: 0,
    secretsVersionId: version?.versionId,
    ...source,
  })
  await enableHook(ports, id)
  return id
}

/** From now on no hook runs. */
export function disableHooks(ports: Ports): Promise<void> {
  return editTenant(ports, { hook: undefined })
}
