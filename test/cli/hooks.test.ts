import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const script = (claim: string) =>
  `module.exports = (client, scope, audience, context, cb) => cb(null, { scope, 'https://example.com/claim': ${claim} })\n`
const TYPE = ['-t', 'credentials-exchange']

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
  cli.write('one.js', script("'one'"))
})
afterAll(() => cli.close())

/** The claim of the demo's next token. */
async function claim(): Promise<unknown> {
  return (await cli.user.json('token', '--decode')).payload['https://example.com/claim']
}

describe('scaffold', () => {
  it('prints a script that can be created as it is', async () => {
    const { code, stdout } = await cli.user.pipe(['scaffold', ...TYPE])
    expect(code).toBe(0)
    expect(stdout).toContain('access_token.scope = scope; // do not remove this line')
    const created = await cli.user.pipe(['create', ...TYPE, '-n', 'scaffolded'], { input: stdout })
    expect(created).toMatchObject({ code: 0, stderr: '' })
  })

  it('asks for the type on a terminal, and explains elsewhere', async () => {
    const terminal = cli.user.open(['scaffold'])
    await terminal.see('Which type of hook?')
    terminal.type('\r')
    expect(await terminal.exit()).toBe(0)
    expect(terminal.screen()).toContain('module.exports = function (client')
    const { code, error } = await cli.user.failure('scaffold')
    expect({ code, message: error.message }).toEqual({
      code: 2,
      message: expect.stringContaining('Name the type of the hook: -t credentials-exchange.'),
    })
  })

  it('has nothing for a type that does not run here', async () => {
    const { code, error } = await cli.user.failure('scaffold', '-t', 'send-phone-message')
    expect(code).toBe(2)
    expect(error.message).toContain('are kept, but not run here')
  })
})

describe('create', () => {
  it('is always disabled at first; an existing hook is updated and keeps its state', async () => {
    const { user, write } = cli
    write('two.js', script('1'))
    expect(await user.run('create', ...TYPE, 'two.js')).toEqual({
      code: 0,
      screen:
        'Hook created in disabled state. To enable this hook to run in production, call:\n\n$ hookmint enable two\n',
    })
    await user.run('enable', 'two')
    write('two.js', script('2'))
    const updated = await user.run('create', ...TYPE, 'two.js')
    expect(updated).toEqual({ code: 0, screen: 'Hook updated in enabled state.\n' })
    expect(await claim()).toBe(2)
    await user.run('disable', 'two')
    const disabled = await user.run('create', ...TYPE, '-n', 'two', 'two.js')
    expect(disabled.screen).toContain('Hook updated in disabled state. To enable this hook')
  })

  it('takes a URL, and names the hook after it', async () => {
    const server = createServer((_, response) => response.end(script("'from afar'")))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/from-afar.js`
    const created = await cli.user.json('create', ...TYPE, url)
    server.close()
    expect(created).toMatchObject({
      name: 'from-afar',
      enabled: false,
      script: script("'from afar'"),
    })
  })

  it('takes the packages it requires from the package.json beside the file', async () => {
    cli.write('package.json', '{"name":"my_package","dependencies":{"lodash":"^4","left-pad":"1"}}')
    cli.write(
      'three.js',
      "// require('lodash') comes later\nmodule.exports = (c, s, a, x, cb) => cb(null, {})",
    )
    const { dependencies } = await cli.user.json('create', ...TYPE, 'three.js')
    cli.write('package.json', '{}')
    expect(dependencies).toEqual({ lodash: '^4' })
  })

  it.each([
    ['has a name', '{"name":"@me/my_hook"}', 'four.js', 'me-my-hook'],
    ['has none', '{"dependencies":{}}', 'five.js', 'five'],
    ['is broken', '{"name":', 'six.js', 'six'],
  ])('is named as the old tool did beside a package.json that %s', async (_, json, file, name) => {
    cli.write('package.json', json)
    cli.write(file, script('1'))
    const { code, stdout, stderr } = await cli.user.pipe(['create', ...TYPE, file])
    cli.write('package.json', '{}')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`enable ${name}\n`),
    })
    const note = `The hook is named ${name}, after package.json. --name NAME names it otherwise.\n`
    expect(stderr).toBe(file.startsWith(name) ? '' : note)
    await cli.user.run('rm', name, '-s')
  })

  it('gives the hook secrets from words, from a dotenv file, and from a prompt that shows nothing', async () => {
    const { user, write } = cli
    write('.env', '# of the test\nFROM_FILE="file value"\nBOTH=file\n')
    write('secretive.js', script('context.webtask.secrets'))
    const terminal = user.open([
      ...['create', ...TYPE, 'secretive.js', '--secrets-file', '.env'],
      ...['-s', 'WORD=a=b', '-s', 'BOTH=word', '-s', 'ASKED'],
    ])
    await terminal.see('Value of ASKED')
    terminal.type('typed-secret\r')
    expect(await terminal.exit()).toBe(0)
    expect(terminal.raw()).not.toContain('typed-secret')
    await user.run('enable', 'secretive')
    expect(await claim()).toEqual({
      FROM_FILE: 'file value',
      BOTH: 'word',
      WORD: 'a=b',
      ASKED: 'typed-secret',
    })
  })

  it('shows the line that cannot be built', async () => {
    cli.write('broken.js', "const a = 1\n\tconst b = '\u001b[2J' c\n")
    for (const words of [['create', ...TYPE], ['test']]) {
      const { code, stderr } = await cli.user.pipe([...words, 'broken.js'])
      expect({ code, stderr }).toEqual({
        code: 6,
        stderr: [
          "Payload validation error: 'script': line 2, column 19: SyntaxError: Unexpected identifier 'c'",
          'broken.js:2:19',
          "   const b = '·[2J' c",
          '                    ^\n',
        ].join('\n'),
      })
    }
    const { error } = await cli.user.failure('create', ...TYPE, 'broken.js')
    expect(error).toMatchObject({ code: 'bad_request', status: 400, error_code: 'invalid_body' })
    const piped = await cli.user.pipe(['create', ...TYPE, '-n', 'piped'], { input: 'let let' })
    expect(piped.stderr).toContain('the script:1:5\n  let let\n      ^\n')
  })

  it('says of a type that does not run here that it does not', async () => {
    const { user, write } = cli
    write('sms.js', 'no script at all')
    const said = 'Warning: Hooks of the type send-phone-message are kept, but not run here.\n'
    const type = ['-t', 'send-phone-message']
    const runs = [
      await user.pipe(['create', ...type, 'sms.js']),
      await user.pipe(['enable', 'sms']),
      await user.pipe(['create', ...type, 'sms.js']),
    ]
    expect(runs).toMatchObject(runs.map(() => ({ code: 0, stderr: said })))
    expect(await user.pipe(['ls'])).toMatchObject({ stderr: said })
    await user.run('rm', 'sms', '-s')
  })

  it('leaves nothing behind when its secrets are refused', async () => {
    const { code, error } = await cli.user.failure(
      ...['create', ...TYPE, '-n', 'half-done', '-s', `BIG=${'x'.repeat(5000)}`, 'one.js'],
    )
    expect({ code, status: error.status }).toEqual({ code: 6, status: 400 })
    expect((await cli.user.failure('versions', 'half-done')).code).toBe(5)
  })

  it('bundles local files, TypeScript included, into one script', async () => {
    cli.write('part.ts', "export const part: string = 'bundled'\n")
    cli.write(
      'whole.ts',
      `import { part } from './part.ts'\nexport default ${script('part').slice(17)}`,
    )
    await cli.user.json('create', ...TYPE, '-b', 'whole.ts')
    await cli.user.run('enable', 'whole')
    expect(await claim()).toBe('bundled')
    const { code, error } = await cli.user.failure('create', ...TYPE, '-n', 'x', '-b', '-')
    expect({ code, message: error.message }).toEqual({
      code: 2,
      message: '--bundle needs a file: there is nothing beside standard input or a URL.',
    })
  })

  it('says where a script is broken, and of a file that is not there', async () => {
    cli.write('broken.js', 'module.exports = (\n\n  = 1')
    const broken = await cli.user.failure('create', ...TYPE, 'broken.js')
    expect({ code: broken.code, message: broken.error.message }).toEqual({
      code: 6,
      message: expect.stringMatching(/line 3/i),
    })
    const missing = await cli.user.failure('create', ...TYPE, 'nothing.js')
    expect({ code: missing.code, message: missing.error.message }).toEqual({
      code: 2,
      message: expect.stringContaining('There is no script nothing.js.'),
    })
  })

  it('refuses the name of a hook of another type', async () => {
    await cli.user.json('create', '-t', 'send-phone-message', '-n', 'inert', 'one.js')
    const { code, error } = await cli.user.failure('create', ...TYPE, '-n', 'inert', 'one.js')
    expect({ code, message: error.message }).toEqual({
      code: 2,
      message:
        'Hook inert exists but is of type send-phone-message. Please specify a different name using --name parameter to avoid a conflict.',
    })
  })

  it('takes options of the old tool with one line on standard error', async () => {
    const { code, stderr } = await cli.user.pipe([
      ...[
        'create',
        ...TYPE,
        '--meta',
        'wt-node=1',
        '--parse-body',
        '-c',
        'box',
        '--runtime',
        'node12',
      ],
      ...['--capture', 'one.js'],
    ])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Without meaning here: --container, --runtime, --meta, --parse-body, --capture\n',
    })
  })
})
