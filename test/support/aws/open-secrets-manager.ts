import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import { startFakeSecretsManager } from './fake-secrets-manager.ts'

/** The secret store of a tenant over a fake of Secrets Manager without secrets. */
export async function openSecretsManager(differences: { requestTimeoutMs?: number } = {}) {
  const manager = await startFakeSecretsManager()
  const client = createSecretsManagerClient({ endpoint: manager.endpoint, ...differences })
  return {
    manager,
    client,
    secrets: createSecretsManagerSecretStore(client, 'acme'),
    async close() {
      client.destroy()
      await manager.close()
    },
  }
}
