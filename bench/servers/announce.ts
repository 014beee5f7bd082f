import type { JsonWebKey } from 'node:crypto'
import type { AddressInfo, Server } from 'node:net'
import type { RequestShape } from '../load/job.ts'

/** What a contender's process says on standard output, as one line of JSON, once it listens. */
export interface Announcement {
  port: number
  request: RequestShape
  /** What its tokens are verified with. */
  publicKey: JsonWebKey
}

/** Listens on a free port of this machine and says so. */
export function announce(server: Server, described: Omit<Announcement, 'port'>): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    const announcement: Announcement = { port, ...described }
    process.stdout.write(`${JSON.stringify(announcement)}\n`)
  })
}
