import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The one table of the tenant's records. */
export interface TenantTable {
  name: string
  /** The one call of the token path. */
  grantReadTo(fn: ServiceFunction): void
  /** Reads, lists, and the writes that transactions are made of. */
  grantWriteTo(fn: ServiceFunction): void
}

const READ = ['dynamodb:BatchGetItem']
const WRITE = [
  ...READ,
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
]

/** A new table, which outlives the stack, or the one that the settings adopt. */
export function createTenantTable(house: House): TenantTable {
  const { stack, settings } = house
  const table = settings.adopt
    ? TableV2.fromTableName(stack, 'Table', settings.adopt.tableName)
    : new TableV2(stack, 'Table', {
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        sortKey: { name: 'sk', type: AttributeType.STRING },
        timeToLiveAttribute: 'expiresAt',
        billing: Billing.onDemand(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: true,
        removalPolicy: RemovalPolicy.RETAIN,
      })
  const grant = (fn: ServiceFunction, actions: string[]) => {
    fn.allow({ actions, resources: [table.tableArn] })
    fn.setVariable('tableName', table.tableName)
  }
  return {
    name: table.tableName,
    grantReadTo: (fn) => grant(fn, READ),
    grantWriteTo: (fn) => grant(fn, WRITE),
  }
}
