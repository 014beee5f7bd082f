import { apiOperations } from './apis/resource-servers.ts'
import { clientCredentialOperations } from './clients/client-credentials.ts'
import { clientOperations } from './clients/clients.ts'
import { dashboardCodeOperations } from './dashboard-codes/dashboard-codes.ts'
import { grantOperations } from './grants/client-grants.ts'
import { hookOperations } from './hooks/hooks.ts'
import { signingKeyOperations } from './keys/signing-keys.ts'
import { logOperations } from './logs/logs.ts'
import { statsOperations } from './logs/stats.ts'
import type { ManagementPorts } from './management-ports.ts'
import type { Operation } from './operation.ts'
import { tenantSettingsOperations } from './tenant/tenant-settings.ts'

/** The whole Management API, in the order of its document. */
export function listOperations(ports: ManagementPorts): Operation[] {
  return [
    ...clientOperations(ports),
    ...clientCredentialOperations(ports),
    ...grantOperations(ports),
    ...apiOperations(ports),
    ...hookOperations(ports),
    ...signingKeyOperations(ports),
    ...tenantSettingsOperations(ports),
    ...logOperations(ports),
    ...statsOperations(ports),
    ...dashboardCodeOperations(ports),
  ]
}
