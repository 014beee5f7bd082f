import { KMSClient } from '@aws-sdk/client-kms'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** The client of the signing keys. */
export function createKmsClient(differences?: ClientDifferences): KMSClient {
  return new KMSClient(clientSettings(differences))
}
