import { CustomResource, Duration } from 'aws-cdk-lib'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The tenant as bootstrap found or made it. */
export interface PreparedTenant {
  /** As recorded: what the stack says counts for a new tenant only. */
  issuer: string
  adminClientId: string
}

/** Has the bootstrap function make the tenant, when all that it needs is there. */
export function createBootstrap(
  { stack, settings }: House,
  bootstrap: ServiceFunction,
  { issuer, tableName }: { issuer: string; tableName: string },
): PreparedTenant {
  const tenant = new CustomResource(stack, 'Tenant', {
    resourceType: 'Custom::HookmintTenant',
    serviceToken: bootstrap.fn.functionArn,
    serviceTimeout: Duration.minutes(10),
    // With the table: in another one the tenant may be another, or its admin unknown.
    properties: { TenantName: settings.tenant, Issuer: issuer, TableName: tableName },
  })
  return {
    issuer: tenant.getAttString('Issuer'),
    adminClientId: tenant.getAttString('AdminClientId'),
  }
}
