import { connect } from 'node:net'

/**
 * Sends bytes as they are and resolves with everything that comes back until the server closes, or
 * until nothing more has come for `quietMs` after its first words.
 */
export function sendRaw(
  url: string,
  request: string | Uint8Array,
  { quietMs = 300, halfClose = false }: { quietMs?: number; halfClose?: boolean } = {},
): Promise<string> {
  const { hostname, port } = new URL(url)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  let received = ''
  let quiet: NodeJS.Timeout | undefined
  const done = () => {
    clearTimeout(quiet)
    socket.destroy()
    resolve(received)
  }
  socket.on('data', (chunk) => {
    received += chunk
    clearTimeout(quiet)
    quiet = setTimeout(done, quietMs)
  })
  socket.on('end', done)
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') done()
    else reject(error)
  })
  socket.write(request)
  if (halfClose) socket.end()
  return promise
}

/** The status codes of all answers in a raw stream, in order. */
export function statusCodes(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => Number(code))
}
