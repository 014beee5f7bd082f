import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { House } from './house.ts'
import { createLogGroup } from './log-group.ts'
import type { ServiceFunction } from './service-function.ts'

/** The log of exchanges and management calls, which the functions write by printing. */
export interface EventLog {
  group: LogGroup
  grantReadTo(fn: ServiceFunction): void
}

export function createEventLog(house: House): EventLog {
  const group = createLogGroup(house, 'EventLog')
  return {
    group,
    grantReadTo(fn) {
      fn.allow({ actions: ['logs:FilterLogEvents'], resources: [group.logGroupArn] })
      fn.allow({
        actions: ['cloudwatch:GetMetricData'],
        resources: ['*'],
        patternReason: 'CloudWatch and KMS have no resource to name for these two calls',
      })
      fn.setVariable('eventLogGroup', group.logGroupName)
    },
  }
}
