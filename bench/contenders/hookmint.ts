import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Place } from '../measure/pin.ts'
import type { RunningServer } from './contender.ts'
import { disableHook, makeDataFolder } from './hookmint-data.ts'
import { startServerProcess } from './server-process.ts'

const START = fileURLToPath(new URL('../../local/start.ts', import.meta.url))

/** Starts Hookmint on a fresh tenant: the tutorial's hook is enabled in it, or taken out. */
export async function startHookmint(
  place: Place,
  { withHook }: { withHook: boolean },
): Promise<RunningServer> {
  const dataDir = await makeDataFolder()
  if (!withHook) {
    const first = await startHookmintIn(dataDir, place)
    await first.stop()
    disableHook(dataDir)
  }
  const server = await startHookmintIn(dataDir, place)
  return {
    ...server,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Starts it as `npm start` does, on a data folder that stays. Its events go nowhere. */
export async function startHookmintIn(dataDir: string, place: Place): Promise<RunningServer> {
  const options = ['--port', '0', '--data-dir', dataDir, '--json-logs']
  const { pid, ready, stop } = await startServerProcess(
    place,
    ['--disable-sigusr1', '--max-semi-space-size=4', START, ...options],
    { listenTo: 'stderr', ready: /is listening on (http:\S+?:(\d+)\/)/ },
  )
  const [, url, port] = ready
  const credentials = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8'))
  const keys = await fetch(`${url}.well-known/jwks.json`)
  const jwks = (await keys.json()) as { keys: RunningServer['publicKeys'] }
  const parameters = { grant_type: 'client_credentials', ...credentials.demo, scope: 'read:data' }
  return {
    pid,
    port: Number(port),
    request: {
      path: '/oauth/token',
      contentType: 'application/json',
      body: JSON.stringify(parameters),
    },
    publicKeys: jwks.keys,
    stop,
  }
}
