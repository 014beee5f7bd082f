import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const script = (claim: string) =>
  `module.exports = function (client, scope, audience, context, cb) {\n  cb(null, { 'https://example.com/claim': '${claim}' });\n};\n`

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
  for (const claim of ['first', 'second', 'third']) {
    cli.write('hook.js', script(claim))
    await cli.user.json('create', '-t', 'credentials-exchange', 'hook.js')
  }
  await cli.user.json('enable', 'hook')
})
afterAll(() => cli.close())

describe('versions', () => {
  it('lists them, newest first, with what each is', async () => {
    const { screen } = await cli.user.run('versions', 'hook')
    expect(screen).toMatch(/^VERSION +SAVED +STATE +PACKAGES\n3 +\S+ +enabled\n2 +\S+\n1 +\S+\n$/)
    expect(await cli.user.json('versions', 'hook')).toMatchObject([
      { version: 3, current: true, pinned: true, packages: [] },
      { version: 2, current: false },
      { version: 1, current: false },
    ])
  })

  it('becomes blocks of lines in a narrow terminal', async () => {
    const terminal = cli.user.open(['versions', 'hook'], { columns: 30 })
    await terminal.exit()
    expect(terminal.screen()).toMatch(/^VERSION 3\nSAVED \S+\nSTATE enabled\n/)
  })
})

describe('diff', () => {
  it('shows what changed last, coloured on a terminal', async () => {
    const terminal = cli.user.open(['diff', 'hook'])
    expect(await terminal.exit()).toBe(0)
    expect(terminal.screen()).toBe(
      [
        '--- hook.js (version 2)',
        '+++ hook.js (version 3)',
        '@@ -1,3 +1,3 @@',
        ' module.exports = function (client, scope, audience, context, cb) {',
        "-  cb(null, { 'https://example.com/claim': 'second' });",
        "+  cb(null, { 'https://example.com/claim': 'third' });",
        ' };\n',
      ].join('\n'),
    )
    expect(terminal.raw()).toContain(
      "\u001b[31m-  cb(null, { 'https://example.com/claim': 'second' });",
    )
  })

  it('compares any two; has no colours in a pipe or with NO_COLOR', async () => {
    const { hook, from, to, patch } = await cli.user.json('diff', 'hook', '1', '3')
    expect({ hook, from, to }).toEqual({ hook: 'hook', from: 1, to: 3 })
    expect(patch).toContain("'first'")
    const { stdout } = await cli.user.pipe(['diff', 'hook', '1', '3'])
    expect(stdout).toBe(patch)
    const terminal = cli.user.open(['diff', 'hook', '1', '3'], { env: { NO_COLOR: '1' } })
    await terminal.exit()
    expect(terminal.raw().replaceAll('\r\n', '\n')).toContain(patch)
    expect((await cli.user.run('diff', 'hook', '2', '2')).screen).toBe(
      'Versions 2 and 2 do not differ.\n',
    )
  })

  it('says which version there is not', async () => {
    const { code, error } = await cli.user.failure('diff', 'hook', '1', '9')
    expect({ code, status: error.status }).toEqual({ code: 5, status: 404 })
  })
})

describe('rollback', () => {
  it('asks on a terminal, and the next token meets the version', async () => {
    const { user } = cli
    const terminal = user.open(['rollback', 'hook'])
    await terminal.see('Roll hook back from 3 to 2?')
    terminal.type('y')
    expect(await terminal.exit()).toBe(0)
    expect(terminal.screen()).toContain('Version 2 of hook is current. It is enabled.\n')
    const { payload } = await user.json('token', '--decode')
    expect(payload['https://example.com/claim']).toBe('second')
  })

  it('goes to any version, forwards too', async () => {
    const { user } = cli
    expect(await user.json('rollback', 'hook', '--to', '3')).toMatchObject({
      name: 'hook',
      version: 3,
    })
    expect(await user.json('versions', 'hook')).toMatchObject([
      { version: 3, pinned: true },
      {},
      {},
    ])
  })

  it('builds the version again when it is told to', async () => {
    const { user } = cli
    const rebuilt = async () => {
      const { stdout } = await user.pipe(['logs', '--no-follow', '-n', '100'])
      return stdout.match(/Rebuild a Hook Version/g) ?? []
    }
    expect(await rebuilt()).toEqual([])
    expect(await user.json('rollback', 'hook', '--to', '3', '--rebuild')).toMatchObject({
      version: 3,
    })
    expect(await rebuilt()).toHaveLength(1)
    const terminal = user.open(['rollback', 'hook', '--to', '3', '--rebuild'])
    await terminal.see('Build version 3 of hook again?')
    terminal.type('y')
    expect(await terminal.exit()).toBe(0)
  })

  it('names the versions that there are', async () => {
    const { code, error } = await cli.user.failure('rollback', 'hook', '--to', '7')
    expect({ code, error }).toEqual({
      code: 5,
      error: { code: 'not_found', message: 'hook has no version 7.', hint: 'It has: 3, 2, 1.' },
    })
  })
})
