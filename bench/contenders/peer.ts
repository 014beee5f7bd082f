import { fileURLToPath } from 'node:url'
import type { Place } from '../measure/pin.ts'
import type { Announcement } from '../servers/announce.ts'
import type { RunningServer } from './contender.ts'
import { startServerProcess } from './server-process.ts'

/** Starts a file of `servers/`, which announces itself. */
export async function startPeer(
  place: Place,
  file: string,
  args: string[] = [],
): Promise<RunningServer> {
  const path = fileURLToPath(new URL(`../servers/${file}`, import.meta.url))
  const { pid, ready, stop } = await startServerProcess(place, [path, ...args], {
    listenTo: 'both',
    ready: /^(\{"port".*\})\n/m,
  })
  const { port, request, publicKey }: Announcement = JSON.parse(ready[1] ?? '')
  return { pid, port, request, publicKeys: [publicKey], stop }
}
