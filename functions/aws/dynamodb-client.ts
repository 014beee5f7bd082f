import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** The client of the tenant's table. */
export function createDynamodbClient(differences?: ClientDifferences): DynamoDBClient {
  return new DynamoDBClient(clientSettings(differences))
}
