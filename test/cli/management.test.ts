import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const API = 'https://orders.example.com/'

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(() => cli.close())

describe('clients', () => {
  it('shows the secret of a new application once, and what to do next', async () => {
    const { code, screen } = await cli.user.run('clients', 'create', 'stock', '-m', 'plan=gold')
    expect(code).toBe(0)
    expect(screen).toMatch(/^client_secret +[\w-]{64}$/m)
    expect(screen).toMatch(/\$ hookmint grants create \w{32} API --scope SCOPE\n$/)
    expect(await cli.user.json('clients', 'get', 'stock')).not.toHaveProperty('client_secret')
  })

  it('changes, rotates and removes by name', async () => {
    const { user } = cli
    const made = await user.json('clients', 'create', 'short-lived', '-m', 'a=1', '-m', 'b=2')
    expect(made).toMatchObject({ app_type: 'non_interactive', client_secret: expect.any(String) })
    const changed = await user.json(
      ...['clients', 'update', 'Short-Lived', '--name', 'renamed', '-m', 'a=', '-m', 'c=3'],
    )
    expect(changed).toMatchObject({ name: 'renamed', client_metadata: { b: '2', c: '3' } })
    const rotated = await user.json('clients', 'rotate-secret', 'renamed', '--keep', '60')
    expect(rotated.client_secret).not.toBe(made.client_secret)
    expect(await user.json('clients', 'rm', made.client_id)).toEqual({
      removed: made.client_id,
      name: 'renamed',
    })
  })

  it('asks before a secret ends or an application is gone', async () => {
    const rotation = cli.user.open(['clients', 'rotate-secret', 'stock'])
    await rotation.see('The present secret of stock ends at once. Go on?')
    rotation.type('n')
    expect(await rotation.exit()).toBe(1)
    const removal = cli.user.open(['clients', 'rm', 'stock'])
    await removal.see('Remove stock')
    removal.type('\u0003')
    expect(await removal.exit()).toBe(1)
    expect((await cli.user.run('clients', 'ls')).screen).toMatch(/^stock +\w{32} +non_interactive/m)
  })

  it('asks for a name on a terminal, and explains elsewhere', async () => {
    const terminal = cli.user.open(['clients', 'create'])
    await terminal.see('Name of the application')
    terminal.type('asked\r')
    expect(await terminal.exit()).toBe(0)
    const { code, error } = await cli.user.failure('clients', 'create')
    expect({ code, message: error.message }).toEqual({
      code: 2,
      message: 'Name the application: hookmint clients create NAME.',
    })
  })

  it('says what may have been meant', async () => {
    const { code, error } = await cli.user.failure('clients', 'get', 'stok')
    expect({ code, error }).toEqual({
      code: 5,
      error: {
        code: 'not_found',
        message: 'No such application: stok',
        hint: 'Did you mean stock?',
      },
    })
  })
})

describe('apis and grants', () => {
  it('lead from a new API to a token for it', async () => {
    const { user } = cli
    const api = await user.json(
      'apis',
      'create',
      API,
      '--name',
      'Orders',
      '-s',
      'read:orders write:orders',
    )
    expect(api).toMatchObject({ identifier: API, name: 'Orders', scopes: [{}, {}] })
    const { client_id, client_secret } = await user.json('clients', 'create', 'orders-reader')
    const granted = await user.run(
      'grants',
      'create',
      'orders-reader',
      'Orders',
      '-s',
      'read:orders',
    )
    expect(granted.screen).toBe(`orders-reader may ask for tokens of ${API}: read:orders.\n`)
    const token = await user.pipe(
      ['token', client_id, '--audience', API, '--secret-stdin', '--json'],
      { input: `${client_secret}\n` },
    )
    expect(JSON.parse(token.stdout)).toMatchObject({ scope: 'read:orders extra' })
  })

  it('change and remove', async () => {
    const { user } = cli
    expect(await user.json('apis', 'update', API, '--lifetime', '60')).toMatchObject({
      token_lifetime: 60,
    })
    expect(
      await user.json('grants', 'update', 'orders-reader', API, '-s', 'read:orders,write:orders'),
    ).toMatchObject({ scope: ['read:orders', 'write:orders'] })
    expect((await user.run('grants', 'ls', '--client', 'orders-reader')).screen).toMatch(
      /^APPLICATION +CLIENT ID +API +SCOPES\norders-reader +\w{32} +\S+ +read:orders write:orders\n$/,
    )
    expect(await user.json('grants', 'ls', '--api', 'Orders')).toHaveLength(1)
    expect(await user.json('grants', 'rm', 'orders-reader', API)).toEqual({
      removed: expect.stringMatching(/^cgr_/),
    })
    expect((await user.run('apis', 'get', API)).screen).toContain('token_lifetime  60 s')
    expect(await user.json('apis', 'rm', API)).toMatchObject({ removed: API })
    expect((await user.run('apis', 'ls')).screen).not.toContain(API)
  })

  it('say how to create a grant that is missing', async () => {
    const { code, error } = await cli.user.failure('grants', 'rm', 'stock', 'Example API')
    expect({ code, error }).toEqual({
      code: 5,
      error: {
        code: 'not_found',
        message: 'Application stock has no grant for https://api.example.com/.',
        hint: expect.stringMatching(/^Create one: hookmint grants create \w{32} https:/),
      },
    })
  })

  it('give on what the Management API refuses', async () => {
    const { code, error } = await cli.user.failure('apis', 'create', 'https://api.example.com/')
    expect({ code, error }).toMatchObject({ code: 6, error: { code: 'bad_request', status: 409 } })
  })
})

describe('secrets', () => {
  it('are added, replaced, listed by name and removed', async () => {
    const { user, write } = cli
    write('.env', 'KEY=second\nOTHER=value\n')
    expect(await user.json('secrets', 'set', 'tutorial', 'KEY=first')).toEqual({
      added: ['KEY'],
      changed: [],
    })
    expect((await user.run('secrets', 'set', 'tutorial', '--secrets-file', '.env')).screen).toBe(
      'Added OTHER.\nReplaced KEY.\n',
    )
    expect(await user.json('secrets', 'ls', 'tutorial')).toEqual([
      { name: 'KEY', missing: false },
      { name: 'OTHER', missing: false },
    ])
    expect((await user.run('secrets', 'rm', 'tutorial', 'KEY', '-y')).screen).toBe('Removed KEY.\n')
    expect((await user.failure('secrets', 'set', 'tutorial')).code).toBe(2)
    expect(await user.failure('secrets', 'rm', 'tutorial', 'OTHER', 'KEY')).toMatchObject({
      code: 5,
      error: { message: 'tutorial has no secret KEY.', hint: 'It has: OTHER.' },
    })
    expect(await user.json('secrets', 'ls', 'tutorial')).toHaveLength(1)
  })
})

describe('keys, tenant and stats', () => {
  it('lists, rotates and revokes keys', async () => {
    const { user } = cli
    const [current, next] = await user.json('keys', 'ls')
    expect((await user.run('keys', 'ls')).screen).toMatch(/^\S+ +current +\S+$/m)
    const early = await user.failure('keys', 'rotate')
    expect({ code: early.code, status: early.error.status }).toEqual({ code: 6, status: 409 })
    const rotated = await user.run('keys', 'rotate', '--force', '-y')
    expect(rotated.screen).toBe(`Tokens are signed with ${next.kid} now.\n`)
    expect(await user.json('keys', 'revoke', current.kid)).toMatchObject({ revoked: true })
  })

  it('shows and changes settings, an empty value unsetting one', async () => {
    const { user } = cli
    const set = await user.run(
      'tenant',
      'set',
      'private_claims=true',
      'default_audience=https://api.example.com/',
    )
    expect(set.screen).toMatch(/^private_claims +true$/m)
    expect(await user.json('tenant', 'set', 'default_audience=')).toMatchObject({
      default_audience: '',
      private_claims: true,
    })
    expect((await user.run('tenant', 'get')).screen).toContain(cli.server.url)
    const odd = await user.failure('tenant', 'set', 'oauth_errors=odd')
    expect({ code: odd.code, message: odd.error.message }).toEqual({
      code: 6,
      message: expect.stringContaining('must be auth0 or rfc6749'),
    })
  })

  it('counts tokens by day', async () => {
    const { user } = cli
    const [day] = await user.json('stats')
    expect(day).toMatchObject({ logins: expect.any(Number), refusals: expect.any(Number) })
    expect((await user.run('stats')).screen).toMatch(
      /^DAY +TOKENS +REFUSALS +HOOK FAILURES\n\d{4}-/,
    )
    expect(await user.json('stats', '--from', '2020-01-01', '--to', '2020-01-02')).toEqual(
      expect.any(Array),
    )
    expect((await user.failure('stats', '--from', 'monday')).code).toBe(2)
  })
})
