import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoExchange, postToken } from '../support/token-client.ts'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
  cli.write(
    'talking.js',
    `module.exports = function (client, scope, audience, context, cb) {
  console.log('asked for', context.body.word, '\\u001b[2J');
  if (context.body.word === 'lines') console.log('one\\ntwo');
  if (context.body.word === 'no') return cb(new InvalidRequestError('not this word'));
  if (context.body.word === 'crash') throw new TypeError('broken');
  cb(null, { scope: scope.concat('more').filter((one) => one !== 'read:data'), bare: 1 });
};
`,
  )
  await cli.user.json('create', '-t', 'credentials-exchange', 'talking.js')
  await cli.user.json('enable', 'talking')
})
afterAll(() => cli.close())

describe('logs', () => {
  it('shows the newest, then follows what comes until Ctrl-C', async () => {
    await demoExchange(cli.server, { word: 'before' })
    const terminal = cli.user.open(['logs'])
    await terminal.see('log: asked for before')
    await demoExchange(cli.server, { word: 'during' })
    await terminal.see('log: asked for during')
    await demoExchange(cli.server, { word: 'no' })
    await terminal.see('✗ demo → https://api.example.com/')
    await terminal.see('not this word')
    terminal.type('\u0003')
    expect(await terminal.exit()).toBe(1)
    expect(terminal.screen().match(/asked for before/g)).toHaveLength(1)
  })

  it('lets nothing that a hook prints steer the terminal', async () => {
    await demoExchange(cli.server, { word: 'clear' })
    const terminal = cli.user.open(['logs', '--no-follow'])
    await terminal.exit()
    expect(terminal.raw()).toContain('asked for clear ·[2J')
  })

  it('filters, begins at a time, and prints a JSON line an event', async () => {
    const { user } = cli
    await demoExchange(cli.server, { word: 'filtered' })
    const events = async (...args: string[]) => {
      const { stdout } = await user.pipe(['logs', '--no-follow', ...args])
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    }
    const failed = await events('--json', '--filter', 'type:feccft')
    expect(failed.map(({ type }) => type)).toEqual(expect.arrayContaining(['feccft']))
    expect(new Set(failed.map(({ type }) => type)).size).toBe(1)
    const recent = await events('-r', '--since', '10m')
    expect(recent.length).toBeGreaterThan(failed.length)
    const ids = recent.map(({ log_id }) => log_id)
    expect(ids).toEqual(ids.toSorted())
    expect(await events('--json', '-n', '1')).toHaveLength(1)
    const { stdout } = await user.pipe(['logs', '--no-follow', '--since', '2030-01-01'])
    expect(stdout).toBe('')
  })

  it('follows a filter too', async () => {
    await demoExchange(cli.server, { word: 'no' })
    const terminal = cli.user.open(['logs', '-n', '1', '--filter', 'type:feccft', '-v'])
    await terminal.see('talking, version 1')
    await demoExchange(cli.server, { word: 'silent' })
    await demoExchange(cli.server, { word: 'crash' })
    await terminal.see('TypeError: broken')
    terminal.type('\u0003')
    await terminal.exit()
    expect(terminal.screen()).not.toContain('silent')
  })

  it('ends without a word when its reader has seen enough', async () => {
    const { code, stdout } = await cli.user.shell(
      '"$HOOKMINT" logs --no-follow --since 1h --json | head -1',
    )
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 })
  })

  it('says what is wrong with a filter or a time', async () => {
    const filter = await cli.user.failure('logs', '--no-follow', '--filter', 'date:[soon TO *]')
    expect({ code: filter.code, message: filter.error.message }).toEqual({
      code: 6,
      message: expect.stringContaining('at character 7'),
    })
    expect((await cli.user.failure('logs', '--since', 'soon')).code).toBe(2)
  })
})

describe('what a hook prints in several lines', () => {
  it('stays further in than what stands around it', async () => {
    await demoExchange(cli.server, { word: 'lines' })
    const { screen } = await cli.user.run('logs', '--no-follow', '-n', '1')
    expect(screen).toContain('\n  log: one\n    two\n')
    expect((await cli.user.run('explain')).screen).toMatch(/^ {2}\S+ ms log: one\n {4}two\n/m)
    const fixture = '{"context": {"body": {"word": "lines"}}}'
    cli.write('lines.json', fixture)
    expect((await cli.user.run('test', 'talking', '-f', 'lines.json')).screen).toContain(
      '\n  log: one\n    two\n',
    )
  })
})

describe('explain', () => {
  it('tells why a token looks as it does', async () => {
    await demoExchange(cli.server, { word: 'why' })
    const { url, credentials } = cli.server
    const audience = `${url}api/v2/`
    await postToken(url, { grant_type: 'client_credentials', ...credentials.admin, audience })
    const { code, screen } = await cli.user.run('explain')
    expect(code).toBe(0)
    expect(screen).toMatch(/^Exchange {5}900\d{29}\nAt {11}\S+\nApplication {2}demo \(\w{32}\)\n/)
    expect(screen).toContain('A token was issued.')
    expect(screen).toContain(
      'Scopes\n  requested  (none: all that is granted)\n  granted    read:data\n  final      more  (talking added more, removed read:data)\n',
    )
    expect(screen).toMatch(/ms log: asked for why/)
    expect(screen).toContain('Ignored\n  bare: the name has no namespace')
  })

  it('tells why there is none, of any exchange in the log', async () => {
    await demoExchange(cli.server, { word: 'crash' })
    const [event] = (await cli.user.pipe(['logs', '--no-follow', '--json', '-n', '1'])).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    await demoExchange(cli.server, { word: 'later' })
    const { screen } = await cli.user.run('explain', event.log_id)
    expect(screen).toMatch(/Refused: .*broken/)
    expect(screen).toContain('  failed: threw. The script threw an error.\n  TypeError: broken\n')
    expect(await cli.user.json('explain', event.log_id)).toMatchObject({ log_id: event.log_id })
    expect((await cli.user.failure('explain', '90020200101000000000000000000000')).code).toBe(5)
  })
})
