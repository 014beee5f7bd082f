import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** The client that reads the metrics of the log. */
export function createCloudwatchClient(differences?: ClientDifferences): CloudWatchClient {
  return new CloudWatchClient(clientSettings({ requestTimeoutMs: 6_000, ...differences }))
}
