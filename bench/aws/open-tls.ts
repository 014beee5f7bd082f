import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { systemClock } from '../../functions/system-clock.ts'
import { localCertificates } from '../../local/tls/local-certificates.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

/**
 * Puts TLS before services on this machine, as AWS has it: for plain HTTP the SDK loads other parts
 * of Node, which no function on Lambda would.
 */
export async function openTls() {
  const folder = await temporaryFolder()
  const { key, cert, caFile } = await localCertificates(folder.path, 'localhost', systemClock)
  const sockets = new Set<Socket>()
  const closers: (() => void)[] = []
  return {
    /** For `NODE_EXTRA_CA_CERTS`. */
    caFile,
    /** Gives the https URL behind which an http URL's server answers. */
    async serve(plainUrl: string): Promise<string> {
      const { hostname, port } = new URL(plainUrl)
      const server = createServer({ key, cert }, (client: TLSSocket) => {
        const service = connect({ host: hostname, port: Number(port), noDelay: true })
        for (const socket of [client, service]) {
          sockets.add(socket)
          socket.on('close', () => sockets.delete(socket))
          // The other side ends with it, which is all that an error means here.
          socket.on('error', () => {})
        }
        client.on('close', () => service.destroy())
        service.on('close', () => client.destroy())
        client.pipe(service).pipe(client)
      })
      closers.push(() => server.close())
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async close() {
      for (const close of closers) close()
      for (const socket of sockets) socket.destroy()
      await folder.remove()
    },
  }
}
