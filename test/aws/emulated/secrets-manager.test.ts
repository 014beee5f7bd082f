import {
  DeleteSecretCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll } from 'vitest'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import type { SecretStore } from '../../../functions/core/ports/secret-store.ts'
import { describeSecretStore } from '../../contract/secret-store.contract.ts'
import { describeSecretsManager } from '../../support/aws/describe-secrets-manager.ts'
import { describeAgainst } from '../support/describe-against.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'
import { targetOf, uniqueName } from '../support/target.ts'

const target = targetOf('SECRETS_MANAGER', 'moto')
const prefix = uniqueName('secrets')

describeAgainst(target, target.kind === 'emulator' ? missingForMoto() : undefined, () => {
  let moto: Emulator | undefined
  let client: SecretsManagerClient
  let secrets: SecretStore
  beforeAll(async () => {
    moto = target.kind === 'emulator' ? await startMoto() : undefined
    const endpoint = moto && { endpoint: moto.endpoint }
    client = createSecretsManagerClient({ ...endpoint, requestTimeoutMs: 30_000 })
    secrets = createSecretsManagerSecretStore(client, prefix)
  })
  afterAll(async () => {
    if (moto === undefined) await removeSecrets(client)
    client?.destroy()
    await moto?.stop()
  })

  describeSecretStore('Secrets Manager', async () => ({ secrets, async close() {} }))
  describeSecretsManager('Secrets Manager', () => ({ client, secrets, prefix }))
})

/** What is left of the suites: an account would be billed for it. */
async function removeSecrets(client: SecretsManagerClient): Promise<void> {
  const filters = { Filters: [{ Key: 'name' as const, Values: [prefix] }] }
  for await (const { SecretList = [] } of paginateListSecrets({ client }, filters)) {
    for (const { ARN } of SecretList) {
      const input = { SecretId: ARN, ForceDeleteWithoutRecovery: true }
      await client.send(new DeleteSecretCommand(input))
    }
  }
}
