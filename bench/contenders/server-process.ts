import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { nodeCommand, type Place } from '../measure/pin.ts'

/** A started process and what it said when it was ready. */
export interface ServerProcess {
  pid: number
  ready: RegExpExecArray
  stop: () => Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/**
 * Starts Node at a place and waits for `ready` in the stream that is listened to. Throws with what
 * was said when the process ends before.
 */
export async function startServerProcess(
  place: Place,
  args: string[],
  { listenTo, ready }: { listenTo: 'both' | 'stderr'; ready: RegExp },
): Promise<ServerProcess> {
  const [command, commandArgs] = nodeCommand(place, args)
  const child = spawn(command, commandArgs, {
    stdio: ['ignore', listenTo === 'both' ? 'pipe' : 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const match = await waitFor(child, ready)
  return {
    pid: child.pid ?? 0,
    ready: match,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function waitFor(child: ChildProcess, ready: RegExp) {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
  let said = ''
  let isReady = false
  const listen = (text: string) => {
    if (isReady) return
    said += text
    const match = ready.exec(said)
    if (match === null) return
    isReady = true
    resolve(match)
  }
  child.stdout?.setEncoding('utf8').on('data', listen)
  child.stderr?.setEncoding('utf8').on('data', listen)
  child.once('error', reject)
  child.once('exit', (code) => {
    reject(new Error(`${child.spawnargs.join(' ')} ended (${code}) before it was ready:\n${said}`))
  })
  return promise
}
