import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useEmulatedAccount } from './emulated-account.ts'

/** What a request gets: an answer, or a fault of the wire. */
export type Answer = object | 'hang' | 'reset' | 'malformed' | { status: number; body: object }

/** A request as it came: the operation of `X-Amz-Target`, and its parsed body. */
export interface Received {
  operation: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the client sent
  body: any
}

/** An AWS service on this machine that answers as a test says; the last answer repeats. */
export async function serveScript(answer: Answer[] | ((request: Received) => Answer)): Promise<{
  endpoint: string
  requests: Received[]
  play: (answers: Answer[]) => void
  close: () => void
}> {
  useEmulatedAccount()
  const requests: Received[] = []
  let script = answer
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '')
      const received = { operation, body: JSON.parse(text) }
      requests.push(received)
      const next = typeof script === 'function' ? script(received) : script[0]
      if (Array.isArray(script) && script.length > 1) script.shift()
      respond(response, next ?? {})
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    play(answers) {
      script = answers
      requests.length = 0
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function respond(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.socket?.destroy()
    return
  }
  const whole = answer as { status?: number; body?: object }
  const isWhole = whole.status !== undefined && whole.body !== undefined
  response.writeHead(isWhole ? Number(whole.status) : 200, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': 'REQUEST',
  })
  if (answer === 'malformed') response.end('{"half of the secret": "s3cr3t')
  else response.end(JSON.stringify(isWhole ? whole.body : answer))
}

/** An error as AWS words it. */
export function awsError(type: string, message = '', status = 400): Answer {
  return { status, body: { __type: `com.amazonaws#${type}`, message } }
}
