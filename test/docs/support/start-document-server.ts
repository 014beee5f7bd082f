import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface DocumentServer {
  /** Everything so far, of both its outputs. */
  printed: () => string
  stop: () => Promise<void>
}

/**
 * Starts the server as a document says (`npm start …`, last in its block), on a port, and waits until it has said
 * that it listens. Throws with all that it printed when it does not.
 */
export async function startDocumentServer(
  command: string,
  port: number,
  { folder, env, startWithinMs }: { folder: string; env: NodeJS.ProcessEnv; startWithinMs: number },
): Promise<DocumentServer> {
  const script = command.replace(/^npm start\b(?: --)?/m, `npm start -- --port ${port}`)
  const child = spawn('bash', ['-c', script], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let printed = ''
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const deadline = performance.now() + startWithinMs
  while (!/listening on \S+[\s\S]*\n\n$/.test(printed)) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop()
      throw new Error(`"${command.trim()}" did not start:\n${printed}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** As Ctrl+C in its terminal. */
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGINT')
    }
    await exited
  }

  return { printed: () => printed, stop }
}
