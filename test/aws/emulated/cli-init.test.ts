import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCliUser } from '../../cli/support/cli-user.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { describeEmulated } from '../support/describe-emulated.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'

describeEmulated('moto', missingForMoto(), () => {
  let moto: Emulator
  let tenant: ServedTenant
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    moto = await startMoto()
    tenant = await serveTenant()
    folder = await temporaryFolder()
    await createStack('tenant', { Issuer: tenant.url, AdminSecretArn: await createSecret() })
    await createStack('other', { Unrelated: 'x' })
  })
  afterAll(async () => {
    await tenant?.close()
    await folder?.remove()
    await moto?.stop()
  })

  /** A stack with these outputs, and one resource, as CloudFormation demands. */
  async function createStack(StackName: string, outputs: Record<string, string>): Promise<void> {
    const client = new CloudFormationClient({ endpoint: moto.endpoint, region: 'us-east-1' })
    const Outputs = Object.fromEntries(
      Object.entries(outputs).map(([name, Value]) => [name, { Value }]),
    )
    const Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: StackName } } }
    const TemplateBody = JSON.stringify({ Resources, Outputs })
    await client.send(new CreateStackCommand({ StackName, TemplateBody }))
    client.destroy()
  }

  /** The secret of an admin, as the stack's bootstrap writes it. */
  async function createSecret(): Promise<string> {
    const client = new SecretsManagerClient({ endpoint: moto.endpoint, region: 'us-east-1' })
    const SecretString = JSON.stringify(tenant.credentials.admin)
    const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: 'admin', SecretString }))
    client.destroy()
    return ARN
  }

  /** With the AWS settings that the machine of an operator has. */
  function hookmint(...args: string[]) {
    const env = {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
    }
    return createCliUser(folder.path).pipe(args, { env })
  }

  it('makes a profile from the outputs of a stack and the secret that they name', async () => {
    const made = await hookmint('init', '--stack', 'tenant', '-p', 'stack', '--json')
    expect(made.stderr).toBe('')
    expect(JSON.parse(made.stdout)).toMatchObject({ profile: 'stack', url: tenant.url })
    const listed = await hookmint('ls', '-p', 'stack')
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('tutorial (enabled)') })
  })

  it.each([
    ['a stack that there is not', 'missing', 'does not exist'],
    ['a stack that is no tenant', 'other', 'is no tenant of Hookmint'],
  ])('says so of %s', async (_, stack, said) => {
    const refused = await hookmint('init', '--stack', stack)
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining(said) })
  })
})
