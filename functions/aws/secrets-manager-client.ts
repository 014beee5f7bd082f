import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** The client of the hooks' secrets. */
export function createSecretsManagerClient(differences?: ClientDifferences): SecretsManagerClient {
  return new SecretsManagerClient(clientSettings(differences))
}
