import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useEmulatedAccount } from '../../aws/support/emulated-account.ts'

/** A request as a fake service sees it. */
export interface FakeRequest {
  id: string
  method: string
  /** Decoded, without the empty one before the first slash. */
  path: string[]
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  /** Aborted when the client hangs up. */
  hungUp: AbortSignal
}

export interface FakeAnswer {
  status: number
  headers?: Record<string, string>
  body: object | Buffer | string
}

/** An error as the service words it. */
export class AwsFault extends Error {
  readonly type: string
  readonly status: number
  readonly details: object

  constructor(type: string, message: string, status = 400, details: object = {}) {
    super(message)
    this.type = type
    this.status = status
    this.details = details
  }
}

/**
 * What happens to a request in place of an answer. `none`: nothing; `lost`: it is done, and the
 * connection reset before the answer; an answer: that one.
 */
export type WireFault = 'none' | 'hang' | 'reset' | 'lost' | 'malformed' | AwsFault | FakeAnswer

/** A fake service on a port of its own. */
export interface FakeService {
  endpoint: string
  /** What came, in its order: the operation, or method and path. */
  calls: string[]
  /** Of the next requests, one each. */
  faults: WireFault[]
  /** Of the next requests for an operation. */
  faultsOf: Map<string, WireFault[]>
  /** What each answer waits for when its request is done; `cameAt` is of the monotonic clock. */
  gate: { pass: (operation: string, cameAt: number) => Promise<void> }
  close: () => Promise<void>
}

const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=emulated\/\d{8}\/us-east-1\/(\w+)\/aws4_request, SignedHeaders=[\w;-]*\bhost\b[\w;-]*, Signature=[0-9a-f]{64}$/

/** Serves a fake on 127.0.0.1: refuses what is not signed for the service, plays faults, words errors. */
export async function serveFake(
  service: string,
  nameOf: (request: FakeRequest) => string,
  answer: (request: FakeRequest) => Promise<FakeAnswer>,
): Promise<FakeService> {
  useEmulatedAccount()
  const calls: string[] = []
  const faults: WireFault[] = []
  const faultsOf = new Map<string, WireFault[]>()
  const gate: FakeService['gate'] = { pass: async () => {} }
  const server = createServer((incoming, response) => {
    void respond(incoming, response).catch((error: unknown) => {
      write(response, randomUUID(), faultAnswer(new AwsFault('InternalFailure', `${error}`, 500)))
    })
  })

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const cameAt = performance.now()
    const request = await readRequest(incoming, response)
    const name = nameOf(request)
    calls.push(name)
    const fault = faultsOf.get(name)?.shift() ?? faults.shift()
    if (fault === 'hang') return
    if (fault === 'lost') await signed(request)
    if (fault === 'lost' || fault === 'reset') {
      incoming.socket.destroy()
      return
    }
    const answer = await answerOf(fault, request).catch(faultAnswer)
    await gate.pass(name, cameAt)
    write(response, request.id, answer)
  }

  async function answerOf(fault: WireFault = 'none', request: FakeRequest): Promise<FakeAnswer> {
    if (fault === 'malformed') return { status: 200, body: '{"half of it": "s3cr3t' }
    if (fault instanceof AwsFault) throw fault
    return typeof fault === 'object' ? fault : signed(request)
  }

  async function signed(request: FakeRequest): Promise<FakeAnswer> {
    if (SIGNED.exec(request.headers.authorization ?? '')?.[1] === service) return answer(request)
    throw new AwsFault('IncompleteSignatureException', `Not signed for ${service}`, 403)
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    faultsOf,
    gate,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const hangUp = new AbortController()
  response.on('close', () => hangUp.abort())
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  return {
    id: randomUUID(),
    method: incoming.method ?? '',
    path: url.pathname.slice(1).split('/').map(decodeURIComponent),
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    hungUp: hangUp.signal,
  }
}

function faultAnswer(fault: unknown): FakeAnswer {
  if (!(fault instanceof AwsFault)) throw fault
  const { type, status, message, details } = fault
  return {
    status,
    headers: { 'x-amzn-errortype': type },
    body: { __type: type, message, ...details },
  }
}

function write(response: ServerResponse, id: string, { status, headers, body }: FakeAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-requestid': id,
    ...headers,
  })
  response.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body))
}
