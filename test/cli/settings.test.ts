import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const API = 'https://ledger.example.com/'

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(() => cli.close())

describe('an API', () => {
  it('is created with all that can be changed of it', async () => {
    const { user } = cli
    const options = ['--signing-alg', 'HS256', '--lifetime', '60', '--dialect', 'rfc9068_profile']
    expect(await user.json('apis', 'create', API, '--name', 'Ledger', ...options)).toMatchObject({
      identifier: API,
      name: 'Ledger',
      signing_alg: 'HS256',
      token_lifetime: 60,
      token_dialect: 'rfc9068_profile',
    })
    expect(await user.json('apis', 'update', API, '--signing-alg', 'RS256')).toMatchObject({
      signing_alg: 'RS256',
    })
  })

  it('keeps the descriptions of scopes that stay, and takes new ones', async () => {
    const { user } = cli
    const scopes = async (...args: string[]) =>
      (await user.json('apis', 'update', API, ...args)).scopes
    expect(await scopes('-s', 'read write', '--describe', 'read=Read entries')).toEqual([
      { value: 'read', description: 'Read entries' },
      { value: 'write' },
    ])
    expect(await scopes('-s', 'read', '-s', 'close')).toEqual([
      { value: 'read', description: 'Read entries' },
      { value: 'close' },
    ])
    expect(await scopes('--describe', 'close=Close it', '--describe', 'read=')).toEqual([
      { value: 'read' },
      { value: 'close', description: 'Close it' },
    ])
    const { code, error } = await user.failure('apis', 'update', API, '--describe', 'lose=x')
    expect({ code, error }).toMatchObject({
      code: 2,
      error: { message: 'The API has no scope lose to describe.', hint: 'It has: read, close.' },
    })
  })
})

describe('an application', () => {
  it('is given grant types, and how it proves itself', async () => {
    const { user } = cli
    const web = await user.json('clients', 'create', 'web', '--type', 'spa', '-g', 'implicit')
    expect(web).toMatchObject({ app_type: 'spa', grant_types: ['implicit'] })
    const changes = ['--type', 'non_interactive', '-g', 'client_credentials', '-g', 'implicit']
    const auth = ['--auth-method', 'private_key_jwt']
    expect(await user.json('clients', 'update', 'web', ...changes, ...auth)).toMatchObject({
      app_type: 'non_interactive',
      grant_types: ['client_credentials', 'implicit'],
      token_endpoint_auth_method: 'private_key_jwt',
    })
    expect((await user.run('clients', 'get', 'web')).screen).toMatch(
      /^auth_method +private_key_jwt$/m,
    )
    const { client_id } = web
    const odd = await user.failure('clients', 'update', client_id, '--auth-method', 'odd')
    expect(odd.code).toBe(2)
  })

  it('has its keys listed, added and removed', async () => {
    const { user, write } = cli
    await user.json('clients', 'create', 'signer')
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    write('signer.pem', String(publicKey.export({ type: 'spki', format: 'pem' })))
    expect((await user.run('clients', 'keys', 'ls', 'signer')).screen).toBe('signer has no keys.\n')
    const until = ['--expires', '2099-01-31']
    const added = await user.json(
      ...['clients', 'keys', 'add', 'signer', 'signer.pem', '--name', 'first', '--alg', 'PS256'],
      ...until,
    )
    expect(added).toMatchObject({
      name: 'first',
      alg: 'PS256',
      kid: expect.any(String),
      expires_at: '2099-01-31T00:00:00.000Z',
    })
    expect((await user.run('clients', 'keys', 'ls', 'signer')).screen).toMatch(
      new RegExp(`^NAME +KEY +ALG +ADDED +UNTIL\nfirst +${added.kid} +PS256 +\\S+ +2099-01-31`),
    )
    const wrong = await user.failure('clients', 'keys', 'rm', 'signer', 'other')
    expect({ code: wrong.code, error: wrong.error }).toMatchObject({
      code: 5,
      error: { message: 'Application signer has no key other.' },
    })
    expect(await user.json('clients', 'keys', 'rm', 'signer', added.kid)).toEqual({
      removed: added.id,
    })
    expect(await user.json('clients', 'keys', 'ls', 'signer')).toEqual([])
  })

  it('is not given what is no key', async () => {
    cli.write('no.pem', 'secret')
    const { code, error } = await cli.user.failure('clients', 'keys', 'add', 'demo', 'no.pem')
    expect({ code, error }).toMatchObject({ code: 6, error: { status: 400 } })
    expect((await cli.user.failure('clients', 'keys', 'add', 'demo', 'none.pem')).code).toBe(2)
  })
})

describe('update', () => {
  it("changes a hook's name and limits, and unsets them", async () => {
    const { user } = cli
    const limits = ['--timeout-ms', '2500', '--after-callback-ms', '100']
    expect(await user.json('update', 'tutorial', '--name', 'Other Name', ...limits)).toMatchObject({
      name: 'other-name',
      timeout_ms: 2500,
      after_callback_ms: 100,
      enabled: true,
    })
    const unset = await user.json('update', 'other-name', '--timeout-ms', 'default')
    expect(unset).not.toHaveProperty('timeout_ms')
    expect(unset).toMatchObject({ after_callback_ms: 100 })
    const { code, screen } = await user.run('update', 'other-name', '--name', 'tutorial')
    expect({ code, screen }).toEqual({ code: 0, screen: 'Updated hook: tutorial\n' })
  })

  it('says what can be changed, and gives on what is refused', async () => {
    const { user } = cli
    expect(await user.failure('update', 'tutorial')).toMatchObject({
      code: 2,
      error: { message: 'Name what to change: --name, --timeout-ms or --after-callback-ms.' },
    })
    expect(await user.failure('update', 'tutorial', '--timeout-ms', '20001')).toMatchObject({
      code: 6,
      error: { message: expect.stringContaining('timeout_ms') },
    })
    expect((await user.failure('update', 'tutorial', '--timeout-ms', 'soon')).code).toBe(2)
  })
})
