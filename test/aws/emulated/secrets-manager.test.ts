import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll } from 'vitest'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import type { SecretStore } from '../../../functions/core/ports.ts'
import { describeSecretStore } from '../../contract/secret-store.contract.ts'
import { describeSecretsManager } from '../../support/aws/describe-secrets-manager.ts'
import { describeEmulated } from '../support/describe-emulated.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'

describeEmulated('moto', missingForMoto(), () => {
  let moto: Emulator
  let client: SecretsManagerClient
  let secrets: SecretStore
  beforeAll(async () => {
    moto = await startMoto()
    client = createSecretsManagerClient({ endpoint: moto.endpoint, requestTimeoutMs: 30_000 })
    secrets = createSecretsManagerSecretStore(client, 'acme')
  })
  afterAll(async () => {
    client?.destroy()
    await moto?.stop()
  })

  describeSecretStore('Secrets Manager', async () => ({ secrets, async close() {} }))

  describeSecretsManager('moto', () => ({ client, secrets }))
})
