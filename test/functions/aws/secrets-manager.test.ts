import { CreateSecretCommand, DeleteSecretCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

// moto takes a new value all the same.
it('writes nothing to a secret that is about to be deleted', async () => {
  const { secrets, client, prefix } = opened
  await secrets.write('waiting', { A: '1' }, crypto.randomUUID())
  const SecretId = `${prefix}/hooks/waiting`
  await client.send(new DeleteSecretCommand({ SecretId }))
  const written = secrets.write('waiting', { A: '2' }, crypto.randomUUID())
  await expect(written).rejects.toThrow(`restore-secret --secret-id ${SecretId}`)
  const created = client.send(new CreateSecretCommand({ Name: SecretId }))
  await expect(created).rejects.toMatchObject({ name: 'InvalidRequestException' })
})
