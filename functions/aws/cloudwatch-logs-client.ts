import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** The client that reads the log. Nothing writes by it: events go to the log as lines of output. */
export function createCloudwatchLogsClient(differences?: ClientDifferences): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientSettings({ requestTimeoutMs: 6_000, ...differences }))
}
