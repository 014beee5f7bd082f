import { spawn } from 'node:child_process'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

let cli: ServedCli
const servers: Server[] = []
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(async () => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  await cli.close()
})

const TOKEN = JSON.stringify({ access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 })

/** Lets the command's minute of patience pass in a second. */
const SHORT_OF_TIME = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    'const { timeout } = AbortSignal; AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 60)',
  )}`,
}

/** A tenant of our own making, as the environment names it. */
async function serve(listener: RequestListener): Promise<Record<string, string>> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    HOOKMINT_DOMAIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    HOOKMINT_CLIENT_ID: 'somebody',
    HOOKMINT_CLIENT_SECRET: 'secret',
  }
}

describe('what a tenant does not do', () => {
  it.each<[string, RequestListener, number, string, string]>([
    [
      'fails',
      (_, response) => response.writeHead(500).end('{"error":"server_error"}'),
      7,
      'server_error',
      'server_error',
    ],
    [
      'is another program',
      (_, response) => response.end('<html>'),
      7,
      'server_error',
      'is it a Hookmint tenant?',
    ],
    ['hangs up', (request) => request.socket.destroy(), 7, 'server_error', 'does not answer'],
    [
      'refuses',
      (_, response) => response.writeHead(401).end('{"error":"access_denied"}'),
      8,
      'not_authorized',
      'access_denied',
    ],
  ])('when it %s, is said with its exit code', async (_, listener, exitCode, errorCode, said) => {
    const { code, stdout, stderr } = await cli.user.pipe(['ls', '--json'], {
      env: await serve(listener),
    })
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
    const { error } = JSON.parse(stderr)
    expect(error).toMatchObject({ code: errorCode, message: expect.stringContaining(said) })
  })

  it('says where nobody listens, and what to look at', async () => {
    const env = {
      HOOKMINT_DOMAIN: 'http://127.0.0.1:1/',
      HOOKMINT_CLIENT_ID: 'x',
      HOOKMINT_CLIENT_SECRET: 'y',
    }
    const { code, stderr } = await cli.user.pipe(['ls'], { env })
    expect(code).toBe(7)
    expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:1\/ does not answer \(.+\)\nIs it running/)
  })

  it.each<[string, RequestListener]>([
    ['not at all', () => {}],
    [
      'with half an answer to its token request',
      (_, response) => response.writeHead(200).write('{'),
    ],
    [
      'with half an answer',
      (request, response) => {
        if (request.url === '/oauth/token') response.end(TOKEN)
        else response.writeHead(200).write('{')
      },
    ],
  ])('ends with exit code 4 when one answers %s until time runs out', async (_, listener) => {
    const env = { ...(await serve(listener)), ...SHORT_OF_TIME }
    const { code, stdout, stderr } = await cli.user.pipe(['ls', '--json'], { env })
    expect({ code, stdout, error: JSON.parse(stderr).error }).toEqual({
      code: 4,
      stdout: '',
      error: {
        code: 'timeout',
        message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/ does not answer/),
        hint: 'Try again, or look at the server.',
      },
    })
  })

  it('ends with exit code 7 when one breaks off its answer', async () => {
    const env = await serve((request, response) => {
      if (request.url === '/oauth/token') response.end(TOKEN)
      else response.writeHead(200).write('{', () => response.destroy())
    })
    const { code, stderr } = await cli.user.pipe(['ls', '--json'], { env })
    expect({ code, error: JSON.parse(stderr).error }).toMatchObject({
      code: 7,
      error: { code: 'server_error', message: expect.stringContaining('does not answer') },
    })
  })

  it('shows on a terminal that it waits, and Ctrl-C ends that with exit code 1', async () => {
    const terminal = cli.user.open(['ls'], { env: await serve(() => {}) })
    await terminal.see(/Waiting for 127\.0\.0\.1:\d+ \(0 s\)/)
    terminal.type('\u0003')
    expect(await terminal.exit()).toBe(1)
  })

  it('keeps quiet in a pipe', async () => {
    const env = await serve((_, response) => {
      setTimeout(() => response.writeHead(401).end('{"error":"access_denied"}'), 700)
    })
    const { stderr } = await cli.user.pipe(['ls', '--json'], { env })
    expect(() => JSON.parse(stderr)).not.toThrow()
  })
})

describe('colours', () => {
  it('are for terminals, unless NO_COLOR is set', async () => {
    const shown = async (env: Record<string, string>) => {
      const terminal = cli.user.open(['ls'], { env })
      await terminal.exit()
      return terminal.raw()
    }
    expect(await shown({})).toContain('\u001b[32m (enabled)')
    expect(await shown({ NO_COLOR: '1' })).not.toContain('\u001b[3')
    expect((await cli.user.pipe(['ls'])).stdout).not.toContain('\u001b[')
  })
})

describe('Ctrl-C', () => {
  it('in the midst of a save lets it end, so that nothing is half done', async () => {
    const { user } = cli
    cli.write('slow.js', 'module.exports = (c, s, a, x, cb) => cb(null, {})')
    const terminal = user.open([
      'create',
      '-t',
      'credentials-exchange',
      '-s',
      'KEY=value',
      'slow.js',
    ])
    const listed = async () => (await user.json('ls'))['credentials-exchange']
    const timer = setInterval(() => terminal.type('\u0003'), 20)
    const code = await terminal.exit()
    clearInterval(timer)
    const isThere = (await listed()).some(({ name }: { name: string }) => name === 'slow')
    expect([0, 1]).toContain(code)
    const secrets = isThere ? await user.json('secrets', 'ls', 'slow') : []
    expect(secrets).toHaveLength(isThere ? 1 : 0)
  })
})

describe('start', () => {
  it('runs the server with its options until Ctrl-C', async () => {
    const terminal = cli.user.open(['start', '--port', '0', '--data-dir', 'started'])
    await terminal.see('is listening on http://127.0.0.1:')
    const { code, screen } = await cli.user.run(
      'init',
      '--local',
      'started',
      '--url',
      /listening on (\S+)/.exec(terminal.screen())?.[1] ?? '',
      '-p',
      'started',
    )
    expect({ code, screen }).toMatchObject({ code: 0 })
    terminal.type('\u0003')
    expect(await terminal.exit()).toBe(0)
    const help = await cli.user.run('start', '--help')
    expect(help.screen).toContain('Usage: hookmint start [options]')
    expect((await cli.user.run('start', '--port', 'x')).code).toBe(2)
  })
})

describe('completion', () => {
  it('completes commands, options, groups and hooks in bash', async () => {
    const { user } = cli
    const { stdout } = await user.pipe(['completion', 'bash'])
    cli.write('completion.bash', stdout)
    const complete = async (...words: string[]) => {
      const quoted = words.map((word) => `'${word}'`).join(' ')
      const line = `hookmint() { "$HOOKMINT" "$@"; }; source completion.bash; COMP_WORDS=(hookmint ${quoted}); COMP_CWORD=${words.length}; _hookmint; printf '%s\\n' "\${COMPREPLY[@]}"`
      return (await user.shell(line)).stdout.trim().split('\n')
    }
    expect(await complete('en')).toEqual(['enable'])
    expect(await complete('ls', '--of')).toEqual(['--offset'])
    expect(await complete('clients', 'r')).toEqual(['rotate-secret', 'rm'])
    expect(await complete('enable', 'tut')).toEqual(['tutorial'])
    expect(await complete('create', 'x')).toEqual([''])
  })

  it.each(['zsh', 'fish'])('has a script for %s that asks the command', async (shell) => {
    const { stdout } = await cli.user.pipe(['completion', shell])
    expect(stdout).toContain('hookmint complete -- ')
    expect((await cli.user.pipe(['completion', 'tcsh'])).code).toBe(2)
  })
})

describe('in the repository', () => {
  it('runs as npx hookmint on the pinned Node, whatever Node is first', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const child = spawn('npx', ['hookmint', '--version'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    expect(stdout).toBe('0.1.0\n')
  })
})
