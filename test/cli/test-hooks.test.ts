import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const EXAMPLES = fileURLToPath(new URL('../../hooks/examples/', import.meta.url))
const script = (body: string) =>
  `module.exports = function (client, scope, audience, context, cb) {\n  ${body}\n};\n`

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
  cli.write('fixture.json', '{"client":{"id":"abc","metadata":{"plan":"gold"}},"scope":["a"]}')
})
afterAll(() => cli.close())

describe('test', () => {
  it.each([
    'tutorial',
    'claims-from-secrets',
    'narrow-scopes-per-client',
    'refuse-by-client-metadata',
  ])('runs the example %s on its fixture, and saves nothing', async (name) => {
    const before = await cli.user.json('ls')
    const { passed, tests } = await cli.user.json(
      ...['test', `${EXAMPLES}${name}/hook.js`, '--fixture', `${EXAMPLES}${name}`],
    )
    const expected = JSON.parse(readFileSync(`${EXAMPLES}${name}/expected.json`, 'utf8'))
    expect({ passed, tests }).toMatchObject({
      passed: true,
      tests: [{ expected, actual: expected }],
    })
    expect(await cli.user.json('ls')).toEqual(before)
  })

  it('shows what came, what was printed and what no token will carry', async () => {
    cli.write(
      'shown.js',
      script(
        "console.log('plan', client.metadata.plan); cb(null, { scope, bare: 1, 'https://e.com/c': 'x' })",
      ),
    )
    const { code, screen } = await cli.user.run('test', 'shown.js', '-f', 'fixture.json')
    expect(code).toBe(0)
    expect(screen).toMatch(/^✓ fixture\.json a token [\d.]+ ms\n/)
    expect(screen).toContain(
      '  log: plan gold\n  scope  a\n  https://e.com/c  x\n  ignored bare: the name',
    )
  })

  it('fails with exit code 1 and the difference when something else comes', async () => {
    cli.write('refusing.js', script("cb(new InvalidScopeError('no ' + scope))"))
    cli.write('expected.json', '{"refused":{"name":"InvalidScopeError","message":"no b"}}')
    const { code, screen } = await cli.user.run('test', 'refusing.js', '-f', 'fixture.json')
    expect(code).toBe(1)
    expect(screen).toMatch(/^✗ fixture\.json refused: 400 invalid_scope no a/)
    expect(screen).toContain('-    "message": "no b"\n')
    expect(screen).toContain('+    "message": "no a"\n')
    cli.write('right.json', '{"refused":{"name":"InvalidScopeError","message":"no a"}}')
    const right = await cli.user.run(
      'test',
      'refusing.js',
      '-f',
      'fixture.json',
      '-e',
      'right.json',
    )
    expect(right.code).toBe(0)
  })

  it.each([
    ['[]', 'It must be an object.'],
    ['{"client": 5}', "'client' must be an object."],
    ['{"client": {"metadata": {"a": 1}}}', "'payload.client.metadata.a'"],
    ['{"context": []}', "'context' must be an object."],
    ['{"secrets": "x"}', "'secrets' must be an object."],
    ['{"clent": {}}', "'payload.clent'"],
  ])('takes no fixture like %s', async (text, said) => {
    cli.write('odd.json', text)
    const { code, error } = await cli.user.failure('test', 'tutorial', '-f', 'odd.json')
    expect([2, 6]).toContain(code)
    expect(error.message).toContain(said)
  })

  it('fails when the hook does, with its line', async () => {
    cli.write('throwing.js', script('client.missing.property'))
    const { code, screen } = await cli.user.run('test', 'throwing.js')
    expect(code).toBe(1)
    expect(screen).toMatch(/failed: threw \S+ ms\n {2}The script threw an error\.\n/)
    expect(screen).toMatch(/hook\.cjs:2/)
  })

  it('runs a saved hook with its own secrets, or with others', async () => {
    const { user } = cli
    cli.write('secretive.js', script("cb(null, { 'https://e.com/c': context.webtask.secrets })"))
    await user.json('create', '-t', 'credentials-exchange', '-s', 'KEY=own', 'secretive.js')
    const claims = async (...args: string[]) => {
      const { tests } = await user.json('test', 'secretive', ...args)
      return tests[0].result.claims['https://e.com/c']
    }
    expect(await claims()).toEqual({ KEY: 'own' })
    expect(await claims('-s', 'KEY=other')).toEqual({ KEY: 'other' })
  })

  it('runs again whenever a file changes', async () => {
    cli.write('watched.js', script("cb(null, { 'https://e.com/c': 'before' })"))
    const terminal = cli.user.open(['test', 'watched.js', '--watch'])
    await terminal.see('https://e.com/c  before')
    await terminal.see('Waiting for a change')
    cli.write('watched.js', script("cb(null, { 'https://e.com/c': 'after' }"))
    await terminal.see(/line 2|Unexpected token/i)
    cli.write('watched.js', script("cb(null, { 'https://e.com/c': 'after' })"))
    await terminal.see('https://e.com/c  after')
    terminal.type('\u0003')
    expect(await terminal.exit()).toBe(1)
  })

  it('says of a fixture what is wrong with it', async () => {
    cli.write('odd.json', '{"client":{"nome":"x"}}')
    const odd = await cli.user.failure('test', 'shown.js', '-f', 'odd.json')
    expect({ code: odd.code, message: odd.error.message }).toEqual({
      code: 6,
      message: expect.stringContaining('nome'),
    })
    cli.write('text.json', 'no json')
    const text = await cli.user.failure('test', 'shown.js', '-f', 'text.json')
    expect({ code: text.code, message: text.error.message }).toEqual({
      code: 2,
      message: expect.stringContaining('text.json is no JSON'),
    })
  })
})
