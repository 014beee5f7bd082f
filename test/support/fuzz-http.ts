import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SendRequest } from './fuzz-caller.ts'

/** Sends requests to a server as they are: nothing mends a path that no browser would ask for. */
export function sendOverHttp(url: string): { send: SendRequest; close: () => void } {
  const agent = new Agent({ keepAlive: true })
  const send: SendRequest = ({ method, path, query, headers, body }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<SendRequest>>>()
    const target = query === '' ? path : `${path}?${query}`
    const { hostname, port } = new URL(url)
    const sent = request({
      agent,
      hostname,
      port,
      method,
      path: target,
      headers: { ...headers, 'content-length': body.length },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      text(response).then((answer) => {
        const { statusCode: status = 0, headers: received } = response
        resolve({ status, headers: received as Record<string, string>, body: answer })
      }, reject)
    })
    sent.end(body)
    return promise
  }
  return { send, close: () => agent.destroy() }
}
