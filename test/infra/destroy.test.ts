import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installFunction } from '../support/aws/install-function.ts'
import { openLambda } from '../support/aws/open-lambda.ts'
import { openSecretsManager } from '../support/aws/open-secrets-manager.ts'

const DESTROY = fileURLToPath(new URL('../../infra/destroy.ts', import.meta.url))
const CODE = { 'index.mjs': Buffer.from('export const handler = async () => {}') }

describe('npm run destroy (emulated)', () => {
  let lambda: Awaited<ReturnType<typeof openLambda>>
  let secrets: Awaited<ReturnType<typeof openSecretsManager>>
  beforeAll(async () => {
    lambda = await openLambda()
    secrets = await openSecretsManager()
    for (const name of ['hookmint-main-hook-1', 'hookmint-main2-hook-1', 'payments']) {
      await installFunction(lambda, name, CODE)
    }
    for (const Name of ['hookmint-main/hooks/1', 'hookmint-main2/hooks/1', 'database']) {
      await secrets.client.send(new CreateSecretCommand({ Name }))
    }
  })
  afterAll(async () => {
    await lambda.close()
    await secrets.close()
  })

  async function destroy(args: string[], typed = '') {
    const child = spawn(process.execPath, [DESTROY, ...args], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL_LAMBDA: lambda.lambda.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.manager.endpoint,
      },
    })
    child.stdin.end(typed)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { stdout, stderr, code: await exited }
  }
  const left = () => [...lambda.lambda.functions.keys(), ...secrets.manager.secrets.keys()]

  it('lists what a stack has left behind and removes nothing until its name is typed', async () => {
    const before = left()
    for (const typed of ['', 'yes\n', 'hookmint-main2\n']) {
      const { stdout, code } = await destroy(['--stack', 'hookmint-main'], typed)
      expect(stdout).toMatch(/ {2}hookmint-main-hook-1\n {2}hookmint-main\/hooks\/1\n/)
      expect(stdout).toContain('Nothing was removed.')
      expect(code).toBe(1)
    }
    expect(left()).toEqual(before)
  })

  it('removes exactly what it listed', async () => {
    const { stdout, code } = await destroy(['--stack', 'hookmint-main'], 'hookmint-main\n')
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Removed 2'),
    })
    expect(left()).toEqual([
      'hookmint-main2-hook-1',
      'payments',
      'hookmint-main2/hooks/1',
      'database',
    ])
    expect((await destroy(['--stack', 'hookmint-main'])).stdout).toContain('Nothing of')
  })

  it('tells how it is used when no stack of a tenant is named', async () => {
    for (const args of [[], ['--stack', 'other']]) {
      const { stderr, code } = await destroy(args)
      expect(stderr).toContain('Usage: npm run destroy')
      expect(code).toBe(2)
    }
  })
})
