import { CreateFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import {
  CreateSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zipFiles } from '../../../functions/aws/lambda-zip.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { describeAgainst } from '../support/describe-against.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import { createOperator } from '../support/operator.ts'
import type { Emulator } from '../support/start-emulator.ts'

const OUTPUTS = { Url: 'https://x/', AdminSecretArn: 'arn', TableName: 'the-table' }

describeAgainst({ kind: 'emulator', name: 'emulated by moto' }, missingForMoto(), () => {
  let moto: Emulator
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let operator: ReturnType<typeof createOperator>
  let lambda: LambdaClient
  let secretsManager: SecretsManagerClient
  beforeAll(async () => {
    moto = await startMoto()
    folder = await temporaryFolder()
    operator = createOperator(folder.path, moto.endpoint)
    const where = { endpoint: moto.endpoint, region: 'us-east-1' }
    lambda = new LambdaClient(where)
    secretsManager = new SecretsManagerClient(where)
    await operator.createStack('hookmint-acme', OUTPUTS)
    await operator.createStack('roles', {})
    for (const tenant of ['hookmint-acme', 'hookmint-acme2']) await saveHook(tenant)
  })
  afterAll(async () => {
    lambda?.destroy()
    secretsManager?.destroy()
    await folder?.remove()
    await moto?.stop()
  })

  /** A function and a secret, as the deployment of a hook makes them. */
  async function saveHook(prefix: string): Promise<void> {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: `${prefix}-hook-01abc`,
        Role: 'arn:aws:iam::123456789012:role/roles',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipFiles(new Map([['index.mjs', Buffer.from('')]])) },
      }),
    )
    const secret = { Name: `${prefix}/hooks/01ABC`, SecretString: '{}' }
    await secretsManager.send(new CreateSecretCommand(secret))
  }

  async function left(): Promise<(string | undefined)[]> {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand())
    const { SecretList = [] } = await secretsManager.send(new ListSecretsCommand())
    return [...Functions.map((one) => one.FunctionName), ...SecretList.map((one) => one.Name)]
  }

  it('shows what it would remove, and asks', async () => {
    const terminal = operator.open('destroy', 'hookmint-acme')
    await terminal.see('Remove all of this for good?')
    expect(terminal.screen()).toContain(
      'The stack hookmint-acme\nFunctions of hooks: 1\n  hookmint-acme-hook-01abc\nSecrets of hooks: 1\n  hookmint-acme/hooks/01ABC\n',
    )
    terminal.type('n')
    expect(await terminal.exit()).toBe(1)
    const unasked = await operator.hookmint('destroy', 'hookmint-acme')
    expect({ code: unasked.code, stderr: unasked.stderr }).toEqual({
      code: 2,
      stderr: 'Nobody can be asked: --yes removes all of it.\n',
    })
    expect(await left()).toHaveLength(4)
  })

  it("removes the stack, the functions and the secrets of hooks; other tenants' stay", async () => {
    const { code, stdout } = await operator.hookmint('destroy', 'hookmint-acme', '--yes', '--json')
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      removed: {
        stack: 'hookmint-acme',
        functions: ['hookmint-acme-hook-01abc'],
        secrets: ['hookmint-acme/hooks/01ABC'],
      },
      kept_table: 'the-table',
    })
    expect(await left()).toEqual(['hookmint-acme2-hook-01abc', 'hookmint-acme2/hooks/01ABC'])
    expect((await operator.hookmint('destroy', 'hookmint-acme', '--yes')).code).toBe(5)
  })

  it('removes what hooks have left when the stack is gone already', async () => {
    const { code, stdout } = await operator.hookmint('destroy', 'hookmint-acme2', '--yes')
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Removed\.\n$/),
    })
    expect(await left()).toEqual([])
  })
})
