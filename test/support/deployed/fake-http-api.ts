import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpEvent, HttpResult } from '../../../functions/aws/http-event.ts'

/** The route of a stack's API: `ANY /oauth/token`, `ANY /api/v2/{proxy+}`. */
export interface ApiRoute {
  key: string
  /** Runs the function with the event; undefined when it failed. */
  invoke: (event: HttpEvent) => Promise<HttpResult | undefined>
}

/** What HTTP APIs pass on as text. */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b)/

/** API Gateway's HTTP API, as far as a stack of ours uses it, on a port of its own. */
export async function startFakeHttpApi(routes: ApiRoute[]) {
  const server = createServer((incoming, response) => {
    void respond(incoming, response).catch((error) => response.destroy(error))
  })

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const event = await toEvent(incoming)
    const route =
      routes.find(({ key }) => isOn(key, event.rawPath)) ??
      routes.find(({ key }) => key === '$default')
    if (route === undefined) return write(response, 404, {}, '{"message":"Not Found"}')
    const result = await route.invoke(event)
    if (result === undefined) {
      return write(response, 500, {}, '{"message":"Internal Server Error"}')
    }
    const body = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8')
    write(response, result.statusCode, result.headers, body)
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function isOn(key: string, path: string): boolean {
  const [, pattern = ''] = key.split(' ')
  if (!pattern.endsWith('{proxy+}')) return pattern === path
  const start = pattern.slice(0, -'{proxy+}'.length)
  return path.startsWith(start) && path.length > start.length
}

async function toEvent(incoming: IncomingMessage): Promise<HttpEvent> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const { method = '', url = '/', headersDistinct: headers } = incoming
  const [path = '/', query = ''] = url.split('?')
  const isText = TEXT.test(incoming.headers['content-type'] ?? '')
  const { cookie, ...rest } = headers
  return {
    // Decoded, and cut at what was an encoded question mark.
    rawPath: decodeURIComponent(path).replace(/\?.*$/s, ''),
    rawQueryString: query,
    headers: Object.fromEntries(
      Object.entries(rest).map(([name, values = []]) => [name, values.join(',')]),
    ),
    ...(cookie && { cookies: cookie.flatMap((each) => each.split('; ')) }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
    requestContext: { http: { method, sourceIp: '127.0.0.1' } },
  }
}

function write(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, headers)
  response.end(body)
}
