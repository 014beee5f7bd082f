import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { LOG_METRICS, type LogMetric } from '../functions/aws/log-metrics.ts'
import { acknowledge } from './acknowledge.ts'
import type { EventLog } from './event-log.ts'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'
import type { TenantTable } from './tenant-table.ts'

/** What is watched. */
export interface Watched {
  api: HttpApi
  eventLog: EventLog
  token: ServiceFunction
  management: ServiceFunction
  deployHook: ServiceFunction
  table: TenantTable
}

/** An alarm when the sum of a metric over five minutes is above a bound, twice in a row. */
interface Watch {
  id: string
  metric: IMetric
  above: number
  /** What happened, and where to look. */
  description: string
}

const PERIOD = Duration.minutes(5)

/** Counts of the log, alarms of what clients would notice, and an e-mail when the settings name one. */
export function createAlarms(house: House, watched: Watched): void {
  const { stack, settings, prefix } = house
  const topic = new Topic(stack, 'Alarms', {
    displayName: `Hookmint tenant ${settings.tenant}`,
    enforceSSL: true,
  })
  if (settings.alarmEmail !== undefined) {
    const subscription = topic.addSubscription(new EmailSubscription(settings.alarmEmail))
    const reason = 'Mail that cannot be delivered is of no use later: the console shows all alarms'
    acknowledge(subscription, 'Serverless-SNSRedrivePolicy', reason)
  }
  const counts = createCounts(house, watched.eventLog)
  for (const { id, metric, above, description } of watchesOf(watched, counts)) {
    const alarm = new Alarm(stack, `${id}Alarm`, {
      alarmDescription: `${prefix}: ${description}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(topic))
  }
}

/** The metrics that CloudWatch makes of the lines of the event log. */
function createCounts({ stack, prefix }: House, { group }: EventLog) {
  const count = ({ name, pattern }: LogMetric) =>
    new MetricFilter(stack, name, {
      logGroup: group,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace: prefix,
      metricName: name,
      metricValue: '1',
    }).metric({ statistic: 'Sum', period: PERIOD })
  return {
    issued: count(LOG_METRICS.issued),
    refused: count(LOG_METRICS.refused),
    hookFailed: count(LOG_METRICS.hookFailed),
  }
}

function watchesOf(
  { api, token, management, deployHook, table }: Watched,
  { hookFailed }: ReturnType<typeof createCounts>,
): Watch[] {
  const sum = { statistic: 'Sum', period: PERIOD }
  const dynamodb = (metricName: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.name },
      ...sum,
    })
  return [
    {
      id: 'ServerErrors',
      metric: api.metricServerError(sum),
      above: 5,
      description: 'Requests end with 5xx. Look into the access log and the event log.',
    },
    {
      id: 'TokenErrors',
      metric: token.fn.metricErrors(sum),
      above: 0,
      description: 'The token function fails or takes too long. Look into the event log.',
    },
    {
      id: 'TokenThrottles',
      metric: token.fn.metricThrottles(sum),
      above: 0,
      description: 'Lambda refuses runs of the token function. Raise its concurrency.',
    },
    {
      id: 'ManagementErrors',
      metric: management.fn.metricErrors(sum),
      above: 0,
      description: 'The management function fails or takes too long. Look into the event log.',
    },
    {
      id: 'DeploymentErrors',
      metric: deployHook.fn.metricErrors(sum),
      above: 0,
      description: 'Hooks cannot be deployed. Look into the log of deploy-hook.',
    },
    {
      id: 'HookFailures',
      metric: hookFailed,
      above: 0,
      description: 'The enabled hook fails, and clients get no tokens: hookmint logs',
    },
    {
      id: 'TableThrottles',
      metric: dynamodb('ReadThrottleEvents'),
      above: 0,
      description: 'DynamoDB refuses reads of the table. Raise its limits.',
    },
  ]
}
