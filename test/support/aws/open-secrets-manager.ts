import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import { startFakeSecretsManager } from './fake-secrets-manager.ts'

const PREFIX = 'acme'

/** The secret store of a tenant over a fake of Secrets Manager without secrets. */
export async function openSecretsManager(differences: { requestTimeoutMs?: number } = {}) {
  const manager = await startFakeSecretsManager()
  const client = createSecretsManagerClient({ endpoint: manager.endpoint, ...differences })
  return {
    manager,
    client,
    prefix: PREFIX,
    secrets: createSecretsManagerSecretStore(client, PREFIX),
    async close() {
      client.destroy()
      await manager.close()
    },
  }
}
