import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedTenant, serveTenant } from '../support/serve-tenant.ts'
import { demoExchange } from '../support/token-client.ts'

const WITHIN_MS = 40_000

let tenant: ServedTenant
beforeAll(async () => {
  tenant = await serveTenant()
})
afterAll(() => tenant.close())

/** Sends the beginning of a request and then a byte at a time; resolves with what comes back. */
function sendSlowly(beginning: string, drip: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(Number(new URL(tenant.url).port), '127.0.0.1')
  let received = ''
  const dripping = setInterval(() => socket.write(drip), 500)
  socket.on('data', (chunk) => {
    received += chunk
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(dripping)
    resolve(received)
  })
  socket.write(beginning)
  return promise
}

it.each([
  ['headers', 'POST /oauth/token HTTP/1.1\r\nhost: x\r\n', 'x-a: b\r\n'],
  [
    'a body',
    'POST /oauth/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{',
    ' ',
  ],
])(
  'ends a connection that sends %s drop by drop, and serves others meanwhile',
  async (_name, beginning, drip) => {
    const slow = Array.from({ length: 20 }, () => sendSlowly(beginning, drip))
    expect((await demoExchange(tenant)).status).toBe(200)
    const limit = new Promise<string>((resolve) => {
      setTimeout(resolve, WITHIN_MS, 'not ended in time').unref()
    })
    for (const connection of slow) {
      expect(await Promise.race([connection, limit])).toMatch(/^HTTP\/1\.1 408 /)
    }
    expect((await demoExchange(tenant)).status).toBe(200)
  },
)
