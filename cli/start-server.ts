import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { CliError } from './cli-error.ts'

const SERVER = fileURLToPath(new URL('../local/start.ts', import.meta.url))
/** As `npm start` runs it. */
const NODE_OPTIONS = ['--disable-sigusr1', '--max-semi-space-size=4']

/** The server's help, in this command's words. */
export async function serverHelp(): Promise<string> {
  const child = spawnServer(['--help'], 'pipe')
  return (child.stdout ? await text(child.stdout) : '').replaceAll(
    /npm start( --)?/g,
    'hookmint start',
  )
}

/** Runs the server until it ends; gives its exit code. Ctrl-C reaches both, and it is its to answer. */
export async function startServer(args: string[]): Promise<number> {
  process.removeAllListeners('SIGINT')
  process.on('SIGINT', () => {})
  const child = spawnServer(args, 'inherit')
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function spawnServer(args: string[], stdout: 'pipe' | 'inherit') {
  if (!existsSync(SERVER)) {
    throw new CliError('usage', 'The server is not part of this package.', {
      hint: 'It runs from a clone of the repository, on the Node that npm ci installs there: npm start',
    })
  }
  return spawn(process.execPath, [...NODE_OPTIONS, SERVER, ...args], {
    stdio: ['inherit', stdout, 'inherit'],
  })
}
