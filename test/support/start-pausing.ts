import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readFirstCredentials } from '../../local/first-credentials.ts'

const SERVER = fileURLToPath(new URL('pausing-server.ts', import.meta.url))

/** The server that pauses, and `paused`, which resolves when it does. */
export async function startPausing(dataDir: string, step: string) {
  const child = spawn(process.execPath, [SERVER, dataDir, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [url] = await once(lines, 'line')
  const paused = once(lines, 'line')
  const credentials = await readFirstCredentials(dataDir)
  if (credentials === undefined) throw new Error('The server wrote no credentials')
  return {
    url: String(url),
    credentials,
    paused,
    async kill() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
