import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call of an AWS service as it went over the wire. */
export interface RecordedCall {
  /** Whose session token it was signed with. */
  caller: string
  /** As signed for. */
  service: string
  /** Of JSON protocols the operation, else method and path. */
  operation: string
  query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: of every shape
  input: any
}

const SCOPE = /Credential=[^/]+\/\d{8}\/[\w-]+\/(\w+)\/aws4_request/

/** Passes every call on to the service that it was signed for, and keeps it. */
export async function startWireRecorder(services: Record<string, string>) {
  const calls: RecordedCall[] = []
  const server = createServer((incoming, response) => {
    void forward(incoming).then(
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      },
      (error) => response.destroy(error),
    )
  })

  async function forward(incoming: IncomingMessage): Promise<IncomingMessage> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const service = SCOPE.exec(incoming.headers.authorization ?? '')?.[1] ?? 'unsigned'
    const endpoint = services[service]
    if (endpoint === undefined) throw new Error(`There is no service ${service} here`)
    calls.push(record(incoming, service, body))
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const { method, headers, url = '/' } = incoming
    const outgoing = send(new URL(url, endpoint), { method, headers }, resolve)
    outgoing.on('error', reject).end(body)
    return promise
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function record(incoming: IncomingMessage, service: string, body: Buffer): RecordedCall {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const target = incoming.headers['x-amz-target']
  return {
    caller: String(incoming.headers['x-amz-security-token']),
    service,
    operation:
      typeof target === 'string'
        ? target.replace(/^.*\./, '')
        : `${incoming.method} ${decodeURIComponent(url.pathname)}`,
    query: url.searchParams,
    input: body.length > 0 ? JSON.parse(body.toString()) : {},
  }
}
