import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { spawn as spawnInTerminal } from '@lydell/node-pty'

const BINARY = fileURLToPath(new URL('../../../cli/hookmint.mjs', import.meta.url))
const SEEN_WITHIN_MS = 20_000
/** A line that was shown while something lasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what clears a line
const CLEARED = /[^\n]*\r\u001b\[K/g

export interface Run {
  code: number
  stdout: string
  stderr: string
}

/** A terminal with the command in it. */
export interface Terminal {
  /** All that was shown so far, without colours and cursor movements. */
  screen: () => string
  /** The same as it was sent. */
  raw: () => string
  /** Resolves when the terminal shows it. */
  see: (pattern: RegExp | string) => Promise<void>
  type: (keys: string) => void
  /** Resolves with the exit code when the command has ended. */
  exit: () => Promise<number>
}

export type CliUser = ReturnType<typeof createCliUser>

/** Somebody who runs the real command, with settings and working folder of their own. */
export function createCliUser(home: string, binary: string = BINARY) {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    TERM: 'xterm-256color',
  }

  /** Runs it in a pipe, as scripts do. */
  async function pipe(
    args: string[],
    { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
  ): Promise<Run> {
    const child = spawn(process.execPath, [binary, ...args], {
      cwd: home,
      env: { ...environment, ...env },
    })
    child.stdin.end(input)
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1))),
    ])
    return { code, stdout, stderr }
  }

  /** Runs it in a terminal of so many columns. */
  function open(
    args: string[],
    { columns = 120, env = {} }: { columns?: number; env?: Record<string, string> } = {},
  ): Terminal {
    const child = spawnInTerminal(process.execPath, [binary, ...args], {
      cols: columns,
      rows: 40,
      cwd: home,
      env: { ...environment, ...env },
    })
    let sent = ''
    child.onData((data) => {
      sent += data
    })
    const ended = new Promise<number>((resolve) =>
      child.onExit(({ exitCode }) => resolve(exitCode)),
    )
    const screen = () =>
      stripVTControlCharacters(sent.replace(CLEARED, '')).replaceAll('\r\n', '\n')
    return {
      screen,
      raw: () => sent,
      async see(pattern) {
        const deadline = performance.now() + SEEN_WITHIN_MS
        const isSeen = () =>
          typeof pattern === 'string' ? screen().includes(pattern) : pattern.test(screen())
        while (!isSeen()) {
          if (performance.now() > deadline) throw new Error(`${pattern} is not in:\n${screen()}`)
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
      },
      type: (keys) => child.write(keys),
      exit: () => ended,
    }
  }

  /** Runs a line of a shell, in which `"$HOOKMINT"` is the command. */
  async function shell(line: string): Promise<{ code: number; stdout: string }> {
    const child = spawn('bash', ['-o', 'pipefail', '-c', line], {
      cwd: home,
      env: {
        ...environment,
        PATH: `${dirname(process.execPath)}:${environment.PATH}`,
        HOOKMINT: binary,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number>((resolve) =>
      child.once('close', (code) => resolve(code ?? -1)),
    )
    return { stdout: await text(child.stdout), code: await ended }
  }

  return {
    home,
    pipe,
    open,
    shell,
    /** Runs it in a terminal to its end. */
    async run(...args: string[]): Promise<{ code: number; screen: string }> {
      const terminal = open(args)
      return { code: await terminal.exit(), screen: terminal.screen() }
    },
    /** What it prints with `--json`, which has to succeed. */
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    async json(...args: string[]): Promise<any> {
      const { code, stdout, stderr } = await pipe([...args, '--json'])
      if (code !== 0) throw new Error(`Exit code ${code}: ${stderr}`)
      return JSON.parse(stdout)
    },
    /** The envelope and exit code of what fails with `--json`. */
    async failure(...args: string[]) {
      const { code, stdout, stderr } = await pipe([...args, '--json'])
      return { code, stdout, error: JSON.parse(stderr).error }
    },
  }
}
