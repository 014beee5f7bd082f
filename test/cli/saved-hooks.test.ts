import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const TYPE = ['-t', 'credentials-exchange']

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
  cli.write(
    'one.js',
    'module.exports = (client, scope, audience, context, cb) => cb(null, { scope })',
  )
  await cli.user.json('create', ...TYPE, 'one.js')
  await cli.user.json('create', '-t', 'send-phone-message', '-n', 'inert', 'one.js')
})
afterAll(() => cli.close())

describe('enable and disable', () => {
  it('say what they do in the old words', async () => {
    const { user } = cli
    await user.run('enable', 'tutorial')
    expect(await user.run('enable', 'one')).toEqual({
      code: 0,
      screen:
        'Disabling hook tutorial.\nEnabling hook one.\nThe one (credentials-exchange) hook has been enabled.\n',
    })
    expect((await user.run('enable', 'ONE')).screen).toBe(
      'The one (credentials-exchange) hook is already enabled.\n',
    )
    expect((await user.run('disable', 'one')).screen).toBe(
      'Disabling hook one.\nThe one (credentials-exchange) hook has been disabled.\n',
    )
    expect((await user.run('disable', 'one')).screen).toBe(
      'The one (credentials-exchange) hook is already disabled.\n',
    )
    expect(await user.json('enable', 'one')).toMatchObject({ name: 'one', enabled: true })
  })

  it('let a hook be chosen on a terminal', async () => {
    const terminal = cli.user.open(['disable'])
    await terminal.see('Which hook?')
    await terminal.see('tutorial (credentials-exchange)')
    terminal.type('\u0003')
    expect(await terminal.exit()).toBe(1)
    expect(terminal.screen()).toContain('Cancelled. Nothing was changed.')
  })

  it('say what may have been meant', async () => {
    const { code, stderr } = await cli.user.pipe(['enable', 'tutoral'])
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: 'No such hook: tutoral\nDid you mean tutorial?\n',
    })
  })
})

describe('ls', () => {
  it('lists hooks under their types, as the old tool did', async () => {
    const { user } = cli
    const { stdout } = await user.pipe(['ls', '-t', 'send-phone-message'])
    expect(stdout).toBe('send-phone-message\n  inert\n\nSuccessfully listed hooks 1 to 1.\n')
    const first = await user.run('ls', '--limit', '1')
    expect(first.screen).toContain(
      'Successfully listed hooks 1 to 1. To list more try:\n$ hookmint ls --offset 1\n',
    )
    const beyond = await user.run('ls', '--offset', '99')
    expect(beyond.screen).toBe('You have fewer than 99 hooks.\n')
    const none = await user.run('ls', '-t', 'post-change-password')
    expect(none.screen).toContain('You do not have any hooks. To get started, try:')
  })

  it('has the same JSON with -o json and --json, as the old tool had', async () => {
    const { stdout } = await cli.user.pipe(['ls', '-o', 'json', '--limit', '100'])
    const hooks = await cli.user.json('ls', '--limit', '100')
    expect(JSON.parse(stdout)).toEqual(hooks)
    expect(hooks['send-phone-message']).toEqual([
      { name: 'inert', type: 'send-phone-message', enabled: false },
    ])
    expect(hooks['credentials-exchange']).toContainEqual({
      name: 'one',
      type: 'credentials-exchange',
      enabled: true,
    })
  })
})

describe('rm', () => {
  it('asks first on a terminal', async () => {
    const { user } = cli
    await user.json('create', ...TYPE, '-n', 'gone', 'one.js')
    const kept = user.open(['rm', 'gone'])
    await kept.see('Remove gone, its versions and secrets?')
    kept.type('\r')
    expect(await kept.exit()).toBe(1)
    const removed = user.open(['rm', 'gone'])
    await removed.see('Remove gone')
    removed.type('y')
    expect(await removed.exit()).toBe(0)
    expect(removed.screen()).toContain('Removed hook: gone\n')
    expect((await user.failure('rm', 'gone')).code).toBe(5)
  })

  it('asks and says nothing with -s', async () => {
    await cli.user.json('create', ...TYPE, '-n', 'gone', 'one.js')
    expect(await cli.user.run('rm', 'gone', '-s')).toEqual({ code: 0, screen: '' })
    await cli.user.json('create', ...TYPE, '-n', 'gone', 'one.js')
    expect(await cli.user.json('rm', 'gone')).toEqual({ removed: 'gone', id: expect.any(String) })
  })
})

describe('edit and dashboard', () => {
  it('print a link with a code that signs in once', async () => {
    const { url } = await cli.user.json('edit', 'one')
    expect(url).toMatch(new RegExp(`^${cli.server.url}dashboard/hooks/[0-9A-Z]{26}#code=.{20,}$`))
    const { stdout } = await cli.user.pipe(['dashboard'])
    const code = new URL(stdout.trim()).hash.slice('#code='.length)
    const redeem = () =>
      fetch(`${cli.server.url}api/v2/dashboard-codes/redeem`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: decodeURIComponent(code) }),
      })
    expect((await redeem()).status).toBe(200)
    expect((await redeem()).ok).toBe(false)
  })
})
