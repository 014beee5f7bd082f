import { afterAll, beforeAll } from 'vitest'
import { describeSecretStore } from '../../contract/secret-store.contract.ts'
import { describeSecretsManager } from '../../support/aws/describe-secrets-manager.ts'
import { openSecretsManager } from '../../support/aws/open-secrets-manager.ts'

describeSecretStore('Secrets Manager (emulated)', openSecretsManager)

let opened: Awaited<ReturnType<typeof openSecretsManager>>
beforeAll(async () => {
  opened = await openSecretsManager()
})
afterAll(() => opened.close())
describeSecretsManager('the fake Secrets Manager', () => opened)
