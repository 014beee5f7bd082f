import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LogEvent } from '../../functions/core/log-event.ts'
import { type FirstCredentials, readFirstCredentials } from '../../local/first-credentials.ts'
import manifest from '../../package.json' with { type: 'json' }

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What `npm start` gives to Node. */
const [, ...START] = manifest.scripts.start.split(' ')
const START_WITHIN_MS = 60_000

export interface StartedServer {
  url: string
  dataDir: string
  credentials: FirstCredentials
  process: ChildProcess
  /** Everything printed so far: standard error is for people, standard output for events. */
  stderr: () => string
  /** The events of every request answered so far. */
  events: () => Promise<LogEvent[]>
  /** Resolves when standard error matches; rejects after ten seconds. */
  printed: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Ends the server with a signal and resolves with its exit code, null when it was killed. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** The real server in a process of its own, as `npm start` runs it, on a free port. */
export async function startLocal(dataDir: string, args: string[] = []): Promise<StartedServer> {
  const child = spawn(process.execPath, [...START, '--port', '0', '--data-dir', dataDir, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })

  async function printed(pattern: RegExp, withinMs = 10_000): Promise<RegExpExecArray> {
    const deadline = performance.now() + withinMs
    for (;;) {
      const match = pattern.exec(stderr)
      if (match !== null) return match
      if (child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`${pattern} was not printed (exit ${child.exitCode}):\n${stderr}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** Its pipe may be behind its answers: an exchange of our own, refused, shows when all has come. */
  async function catchUp(): Promise<void> {
    const mark = randomUUID()
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: mark })
    await fetch(`${url}oauth/token`, { method: 'POST', body })
    const deadline = performance.now() + 10_000
    while (!stdout.includes(mark)) {
      if (performance.now() > deadline) throw new Error('The log does not show a request of now')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async function events(): Promise<LogEvent[]> {
    if (child.exitCode === null && child.signalCode === null) await catchUp()
    const lines = stdout.slice(0, stdout.lastIndexOf('\n')).split('\n')
    return lines.map((line): LogEvent => JSON.parse(line)).filter((event) => !isMark(event))
  }

  const [, url = ''] = await printed(/listening on (\S+)[\s\S]*\n\n$/, START_WITHIN_MS).catch(
    (error) => {
      child.kill('SIGKILL')
      throw error
    },
  )
  const credentials = await readFirstCredentials(dataDir)
  if (credentials === undefined) throw new Error('The server wrote no credentials')
  return {
    url,
    dataDir,
    credentials,
    process: child,
    stderr: () => stderr,
    events,
    printed,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'close')
        child.kill(signal)
        await exited
      }
      return child.exitCode
    },
  }
}

function isMark({ client_id }: LogEvent): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(client_id ?? '')
}
