import { RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { House } from './house.ts'

/** A log group that keeps its lines as long as the settings say, and outlives the stack. */
export function createLogGroup({ stack, settings }: House, id: string): LogGroup {
  return new LogGroup(stack, id, {
    retention: settings.logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
