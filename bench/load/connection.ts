import { connect, type Socket } from 'node:net'

/** An HTTP answer with its body as text. */
export interface Answer {
  status: number
  body: string
}

/** A kept connection: one request at a time. */
export interface Connection {
  send: (request: Buffer) => Promise<Answer>
  close: () => void
}

/**
 * Speaks just the HTTP/1.1 that the contenders answer with (a length, no chunks), so that the
 * generator costs little beside the server. Rejects on anything else.
 */
export async function openConnection(port: number, localAddress?: string): Promise<Connection> {
  const socket = await connected(port, localAddress)
  let received = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<Answer> | undefined

  function settle(outcome: Answer | Error): void {
    const { resolve, reject } = waiting ?? {}
    waiting = undefined
    if (outcome instanceof Error) reject?.(outcome)
    else resolve?.(outcome)
  }

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = parseAnswer(received)
    if (answer === undefined) return
    received = Buffer.alloc(0)
    settle(answer)
  })
  socket.on('error', settle)
  socket.on('close', () => settle(new Error('The server closed the connection')))

  return {
    send(request) {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

function connected(port: number, localAddress: string | undefined): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const target = { port, host: '127.0.0.1', localAddress, noDelay: true }
  const socket = connect(target, () => resolve(socket))
  socket.once('error', reject)
  return promise
}

/** Undefined while something is missing. */
function parseAnswer(bytes: Buffer): Answer | Error | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) return new Error(`An answer without content-length came:\n${head}`)
  const bodyEnd = end + 4 + Number(length)
  if (bytes.length < bodyEnd) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', end + 4, bodyEnd) }
}
