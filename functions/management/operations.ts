import { clientCredentialOperations } from './client-credentials.ts'
import { grantOperations } from './client-grants.ts'
import { clientOperations } from './clients.ts'
import { dashboardCodeOperations } from './dashboard-codes.ts'
import { hookOperations } from './hooks/hooks.ts'
import { logOperations } from './logs.ts'
import type { ManagementPorts } from './management-ports.ts'
import type { Operation } from './operation.ts'
import { apiOperations } from './resource-servers.ts'
import { signingKeyOperations } from './signing-keys.ts'
import { statsOperations } from './stats.ts'
import { tenantSettingsOperations } from './tenant-settings.ts'

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
