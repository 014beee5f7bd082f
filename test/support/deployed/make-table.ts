import type { Services } from './start-services.ts'
import { resourcesOf, type TenantTemplate } from './synthesize-tenant.ts'

/** Makes the stack's own table, as protected as the template says; one that adopts a table has none. */
export function makeTable({ dynamodb }: Services, template: TenantTemplate, suffix: string): void {
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::DynamoDB::GlobalTable')) {
    const name = `hookmint-main-${id}${suffix}`
    if (dynamodb.tables.has(name)) continue
    const [replica] = Properties.Replicas
    const { TimeToLiveSpecification: timeToLive } = Properties
    dynamodb.tables.add(name, {
      pointInTimeRecovery: replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
      deletionProtection: replica.DeletionProtectionEnabled,
      timeToLive: timeToLive.Enabled ? timeToLive.AttributeName : undefined,
    })
  }
}
