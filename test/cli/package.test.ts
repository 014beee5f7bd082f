import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCliUser } from './support/cli-user.ts'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let cli: ServedCli
/** Somebody who installed the package in an empty folder. */
let user: ReturnType<typeof createCliUser>

beforeAll(async () => {
  cli = await serveCli()
  const { home } = cli.user
  await run('npm', ['run', '--silent', 'build:cli'], { cwd: ROOT })
  await run('npm', ['pack', '--silent', '--pack-destination', home, join(ROOT, 'dist/npm')])
  cli.write('package.json', '{}')
  const install = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts']
  await run('npm', [...install, './hookmint-0.1.0.tgz'], { cwd: home })
  user = createCliUser(home, join(home, 'node_modules/hookmint/cli/hookmint.mjs'))
}, 180_000)
afterAll(() => cli.close())

describe('the package', () => {
  it('has no pinned Node, and needs one that is new enough', () => {
    const installed = join(cli.user.home, 'node_modules/hookmint/package.json')
    const { dependencies, engines } = JSON.parse(readFileSync(installed, 'utf8'))
    expect({ dependencies: Object.keys(dependencies), engines }).toEqual({
      dependencies: ['esbuild'],
      engines: { node: '>=22.18' },
    })
  })

  it('works against a tenant elsewhere', async () => {
    const { code, stdout } = await user.pipe(['scaffold', '-t', 'credentials-exchange'])
    expect(code).toBe(0)
    cli.write('packaged.js', stdout)
    await user.json('create', '-t', 'credentials-exchange', 'packaged.js')
    expect((await user.run('enable', 'packaged')).code).toBe(0)
    expect((await user.run('diff', 'packaged', '1', '1')).code).toBe(0)
    expect((await user.run('doctor')).screen).toContain('All is well.')
    const { payload, verification } = await user.json('token', '--decode')
    expect({ scope: payload.scope, verification }).toEqual({
      scope: 'read:data',
      verification: { valid: true },
    })
    expect(await user.run('--version')).toEqual({ code: 0, screen: '0.1.0\n' })
  })

  it('has the clients of AWS for a stack', async () => {
    const said = 'Stack with id missing does not exist'
    const cloudFormation = createServer((_, response) => {
      const error = `<Error><Code>ValidationError</Code><Message>${said}</Message></Error>`
      response.writeHead(400).end(`<ErrorResponse>${error}</ErrorResponse>`)
    })
    await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve))
    const { port } = cloudFormation.address() as AddressInfo
    const env = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
    }
    const { code, stderr } = await user.pipe(['init', '--stack', 'missing'], { env })
    cloudFormation.close()
    expect({ code, stderr }).toEqual({ code: 5, stderr: `CloudFormation: ${said}\n` })
  })

  it('says what start needs', async () => {
    const { code, error } = await user.failure('start')
    expect({ code, error }).toEqual({
      code: 2,
      error: {
        code: 'usage',
        message: 'The server is not part of this package.',
        hint: expect.stringContaining('a clone of the repository'),
      },
    })
  })
})
