import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { HttpRequest, HttpResponse } from '../functions/core/http.ts'

export interface HttpServerOptions {
  /** PEM; absent for plain HTTP. */
  tls?: { key: string; cert: string } | undefined
  answer: (request: HttpRequest) => Promise<HttpResponse>
  /** How much of a body is read, in bytes, by path. */
  maxBodyBytes: (path: string) => number
}

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  // A repeated Authorization or Content-Type is then malformed, not silently the first one.
  joinDuplicateHeaders: true,
}
export const MAX_CONNECTIONS = 2_000

/** Translates between sockets and plain data, and bounds what comes in; nothing else. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { tls, answer, maxBodyBytes } = options
  const server =
    tls === undefined ? createHttp(LIMITS, listener) : createHttps({ ...LIMITS, ...tls }, listener)
  server.maxConnections = MAX_CONNECTIONS
  return server

  function listener(message: IncomingMessage, response: ServerResponse): void {
    const { path, query } = splitTarget(message.url ?? '/')
    readBody(message, maxBodyBytes(path), (body) => {
      answer(toHttpRequest(message, path, query, body))
        .then((answered) => send(message, response, answered))
        .catch((error) => abandon(response, error))
    })
  }
}

/** Reads at most one byte more than the limit, so that the endpoint sees that it was too much. */
function readBody(message: IncomingMessage, limit: number, done: (body: Buffer) => void): void {
  let chunks: Buffer[] = []
  let bytes = 0
  let handed = false
  message.on('data', (chunk: Buffer) => {
    if (handed) return
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > limit) hand()
  })
  message.on('end', () => {
    if (!handed) hand()
  })
  message.on('error', () => {
    handed = true
    chunks = []
  })

  function hand(): void {
    handed = true
    const [only = Buffer.alloc(0)] = chunks
    const body = chunks.length > 1 ? Buffer.concat(chunks) : only
    chunks = []
    done(body.subarray(0, limit + 1))
  }
}

function toHttpRequest(
  message: IncomingMessage,
  path: string,
  query: string,
  body: Uint8Array,
): HttpRequest {
  return {
    method: message.method ?? 'GET',
    path,
    query,
    headers: message.headers as Record<string, string>,
    body,
    ip: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  }
}

/** A request target in origin or absolute form (RFC 9112 3.2). */
function splitTarget(target: string): { path: string; query: string } {
  const local = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = local.indexOf('?')
  return mark < 0
    ? { path: local || '/', query: '' }
    : { path: local.slice(0, mark) || '/', query: local.slice(mark + 1) }
}

function send(message: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  const headers: Record<string, string | number> = answer.headers
  const content = answer.bytes ?? answer.body
  if (answer.status !== 204 && answer.status !== 304) {
    headers['content-length'] ??= Buffer.byteLength(content)
  }
  // What was not read to its end cannot be followed by another request.
  if (!message.complete) headers.connection = 'close'
  response.writeHead(answer.status, headers)
  response.end(content)
}

function abandon(response: ServerResponse, error: unknown): void {
  console.error(error)
  response.destroy()
}
