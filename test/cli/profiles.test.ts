import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createCliUser } from './support/cli-user.ts'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

let cli: ServedCli
let empty: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  cli = await serveCli()
  empty = await temporaryFolder()
})
afterAll(async () => {
  await cli.close()
  await empty.remove()
})

const profilesFile = (home: string) => join(home, 'config', 'hookmint', 'profiles.json')
const tokensFile = (home: string) => join(home, 'cache', 'hookmint', 'tokens.json')

describe('without a profile', () => {
  it('a command says how to make one, with exit code 3', async () => {
    const nobody = createCliUser(empty.path)
    const { code, stdout, stderr } = await nobody.pipe(['ls'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('hookmint init https://YOUR_TENANT/ --client-id CLIENT_ID')
    expect((await nobody.failure('ls')).error.code).toBe('no_profile')
    expect((await nobody.run('profiles')).code).toBe(2)
    expect((await nobody.run('profiles', 'ls')).screen).toContain('There is no profile yet')
  })

  it('the environment has all that it takes', async () => {
    const nobody = createCliUser(empty.path)
    const { client_id, client_secret } = cli.server.credentials.admin
    const env = {
      HOOKMINT_DOMAIN: cli.server.url,
      HOOKMINT_CLIENT_ID: client_id,
      HOOKMINT_CLIENT_SECRET: client_secret,
    }
    expect((await nobody.pipe(['ls', '--json'], { env })).code).toBe(0)
    const half = await nobody.pipe(['ls'], { env: { HOOKMINT_DOMAIN: cli.server.url } })
    expect({ code: half.code, stderr: half.stderr }).toEqual({
      code: 2,
      stderr: 'HOOKMINT_DOMAIN needs HOOKMINT_CLIENT_ID and HOOKMINT_CLIENT_SECRET beside it.\n',
    })
  })
})

describe('init', () => {
  it('takes a URL and credentials, the secret from standard input', async () => {
    const { client_id, client_secret } = cli.server.credentials.admin
    const { code, stdout } = await cli.user.pipe(
      ['init', cli.server.url, '--client-id', client_id, '--secret-stdin', '--json'],
      { input: client_secret },
    )
    expect(code).toBe(0)
    const { host } = new URL(cli.server.url)
    expect(JSON.parse(stdout)).toEqual({
      profile: host,
      url: cli.server.url,
      file: profilesFile(cli.user.home),
    })
    expect((await cli.user.run('ls', '-p', host)).code).toBe(0)
  })

  it('asks for what is missing, and shows no secret', async () => {
    const { client_id, client_secret } = cli.server.credentials.admin
    const terminal = cli.user.open(['init', '-p', 'asked'])
    await terminal.see('Which tenant?')
    terminal.type('\u001b[B\r')
    await terminal.see('Address of the tenant')
    terminal.type(`${cli.server.url}\r`)
    await terminal.see('Client id of the application')
    terminal.type(`${client_id}\r`)
    await terminal.see(`Secret of ${client_id}`)
    terminal.type(`${client_secret}\r`)
    expect(await terminal.exit()).toBe(0)
    expect(terminal.raw()).not.toContain(client_secret)
    expect(terminal.screen()).toContain('Profile asked saved')
  })

  it('saves nothing that does not work', async () => {
    const { code, stderr } = await cli.user.pipe(
      ['init', cli.server.url, '--client-id', 'nobody', '--secret-stdin', '-p', 'wrong'],
      { input: 'wrong' },
    )
    expect({ code, stderr }).toEqual({ code: 8, stderr: expect.stringContaining('Unauthorized') })
    const names = (await cli.user.json('profiles', 'ls')).map(({ name }: { name: string }) => name)
    expect(names).not.toContain('wrong')
    const nowhere = await cli.user.failure('init', '--local', 'nothing')
    expect({ code: nowhere.code, hint: nowhere.error.hint }).toEqual({
      code: 5,
      hint: expect.stringContaining('hookmint start'),
    })
  })

  it('finds where a local tenant listens, wherever that is', async () => {
    const { user, server } = cli
    expect(await user.json('init', '--local', 'data', '-p', 'found')).toMatchObject({
      url: server.url,
    })
    await user.json('profiles', 'rm', 'found')
  })

  it('trusts the authority of a local tenant that serves HTTPS', async () => {
    const folder = await temporaryFolder()
    const server = await startLocal(join(folder.path, 'data'), ['--https'])
    const user = createCliUser(folder.path)
    const made = await user.run('init', '--local', 'data')
    const decoded = await user.pipe(['token', '--decode'])
    await server.stop()
    await folder.remove()
    expect(made).toMatchObject({ code: 0 })
    expect(decoded).toMatchObject({ code: 0, stdout: expect.stringContaining('Verified') })
  })
})

describe('profiles', () => {
  it('and tokens are for their owner alone', () => {
    for (const file of [profilesFile(cli.user.home), tokensFile(cli.user.home)]) {
      expect(statSync(file).mode & 0o777).toBe(0o600)
    }
  })

  it('are listed without their secrets, chosen and removed', async () => {
    const { user } = cli
    expect((await user.run('profiles', 'use', 'asked')).screen).toBe('asked is the default now.\n')
    const listed = await user.pipe(['profiles', 'ls'])
    expect(listed.stdout).toMatch(/^asked +\S+ +\S+ +default$/m)
    expect(listed.stdout).not.toContain(cli.server.credentials.admin.client_secret)
    expect(await user.json('profiles', 'rm', 'asked')).toEqual({ removed: 'asked' })
    const { code, error } = await user.failure('profiles', 'use', 'locl')
    expect({ code, hint: error.hint }).toEqual({ code: 5, hint: 'Did you mean local?' })
  })

  it('are named before or after the command, by the environment, or as X-default', async () => {
    const { user } = cli
    for (const args of [
      ['-p', 'local', 'ls'],
      ['ls', '--profile', 'local-default'],
    ]) {
      expect((await user.pipe(args)).code).toBe(0)
    }
    expect((await user.pipe(['ls'], { env: { HOOKMINT_PROFILE: 'local' } })).code).toBe(0)
    const { code, error } = await user.failure('ls', '-p', 'lokal')
    expect({ code, message: error.message }).toEqual({
      code: 3,
      message: expect.stringContaining('There is no profile lokal. Did you mean local?'),
    })
  })

  it('keep a token until it expires, and renew one that is refused', async () => {
    const { user, server } = cli
    const asked = async () => {
      const { events } = server
      return (await events()).filter(({ audience }) => audience?.endsWith('/api/v2/')).length
    }
    rmSync(tokensFile(user.home))
    const before = await asked()
    await user.run('ls', '-p', 'local')
    await user.run('clients', 'ls', '-p', 'local')
    expect(await asked()).toBe(before + 1)
    const tokens = JSON.parse(readFileSync(tokensFile(user.home), 'utf8'))
    const broken = JSON.stringify(tokens).replaceAll(/\.[\w-]{300,}"/g, '.AAAA"')
    cli.write('cache/hookmint/tokens.json', broken)
    expect((await user.run('ls', '-p', 'local')).code).toBe(0)
    expect(await asked()).toBe(before + 2)
  })
})
