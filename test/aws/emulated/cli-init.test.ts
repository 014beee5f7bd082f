import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { describeAgainst } from '../support/describe-against.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import { createOperator } from '../support/operator.ts'
import type { Emulator } from '../support/start-emulator.ts'

describeAgainst({ kind: 'emulator', name: 'emulated by moto' }, missingForMoto(), () => {
  let moto: Emulator
  let tenant: ServedTenant
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let operator: ReturnType<typeof createOperator>
  beforeAll(async () => {
    moto = await startMoto()
    tenant = await serveTenant()
    folder = await temporaryFolder()
    operator = createOperator(folder.path, moto.endpoint)
    const outputs = {
      Issuer: 'https://a-host-that-went.example.com/',
      Url: tenant.url,
      AdminSecretArn: await createSecret(),
    }
    await operator.createStack('hookmint-acme', outputs)
    await operator.createStack('other', { Unrelated: 'x' })
  })
  afterAll(async () => {
    await tenant?.close()
    await folder?.remove()
    await moto?.stop()
  })

  /** The secret of an admin, as the stack's bootstrap writes it. */
  async function createSecret(): Promise<string> {
    const client = new SecretsManagerClient({ endpoint: moto.endpoint, region: 'us-east-1' })
    const SecretString = JSON.stringify(tenant.credentials.admin)
    const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: 'admin', SecretString }))
    client.destroy()
    return ARN
  }

  it('makes a profile from the outputs of a stack and the secret that they name', async () => {
    const made = await operator.hookmint('init', '--stack', 'hookmint-acme', '-p', 'acme', '--json')
    expect(made.stderr).toBe('')
    expect(JSON.parse(made.stdout)).toMatchObject({ profile: 'acme', url: tenant.url })
    const listed = await operator.hookmint('ls', '-p', 'acme')
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('tutorial (enabled)') })
  })

  it.each([
    ['a stack that there is not', 'missing', 'does not exist'],
    ['a stack that is no tenant', 'other', 'is no tenant of Hookmint'],
  ])('says so of %s', async (_, stack, said) => {
    const refused = await operator.hookmint('init', '--stack', stack)
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining(said) })
  })
})
