import { MANAGEMENT_SCOPES } from '../../core/management-scopes.ts'
import type { Change } from '../../core/ports/tenant-store.ts'
import { SYSTEM_API } from '../../core/record-keys.ts'
import { systemApiIdentifier } from '../../core/system-api.ts'
import type { Tenant } from '../../core/tenant-model.ts'
import { newMachineClient } from './new-client.ts'

/** The records of an application that may do everything with the Management API. */
export function newAdmin(
  { name, issuer }: Pick<Tenant, 'name' | 'issuer'>,
  { client_id, client_secret }: { client_id: string; client_secret: string },
): Change[] {
  const scope = MANAGEMENT_SCOPES.map(({ value }) => value)
  return newMachineClient(
    { clientId: client_id, name: 'admin', secret: client_secret, tenant: name },
    [{ api: SYSTEM_API, audience: systemApiIdentifier(issuer), scope }],
  )
}
