import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { type LaunchedChromium, launchChromium } from '../support/launch-chromium.ts'
import { demoParameters } from '../support/token-client.ts'
import { localServer } from './support/local-server.ts'

const PAGE = readFileSync(new URL('support/browser-page.html', import.meta.url))

const server = localServer()
let pages: Server
let browser: LaunchedChromium | undefined
let page: Page
let requests: RequestLog
beforeAll(async () => {
  pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE)
  }).listen(0, '127.0.0.1')
  await once(pages, 'listening')
  browser = await launchChromium()
  page = await browser.context.newPage()
  requests = await logRequests(await browser.context.newCDPSession(page))
  await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  pages.closeAllConnections()
  pages.close()
})

interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Calls a function of the page. */
function call<T>(name: string, ...args: unknown[]): Promise<T> {
  return page.evaluate(`${name}(...${JSON.stringify(args)})`)
}

describe.each(['byAjax', 'byFetch'])(
  "the tutorial's cross-domain sample in Chromium, %s",
  (send) => {
    it('asks with a preflight and reads the token', async () => {
      requests.clear()
      const { status, body } = await call<Answer>(send, server().url, demoParameters(server()))
      expect(status).toBe(200)
      expect(body).toMatchObject({
        expires_in: 86_400,
        scope: 'read:data extra',
        token_type: 'Bearer',
      })
      expectTutorialToken(body.access_token, server())
      await expect.poll(requests.seen).toEqual(['OPTIONS 204', 'POST 200'])
    })

    it('reads why it was refused', async () => {
      const parameters = demoParameters(server(), { client_secret: 'wrong' })
      expect(await call(send, server().url, parameters)).toEqual({
        status: 401,
        body: { error: 'access_denied', error_description: 'Unauthorized' },
      })
    })

    it('is refused by the browser when it would send cookies along', async () => {
      requests.clear()
      const answer = call(send, server().url, demoParameters(server()), true)
      await expect(answer).rejects.toThrow(/Failed to fetch|refused by the browser, status 0/)
      await expect.poll(requests.corsErrors).toEqual(['PreflightWildcardOriginNotAllowed'])
      expect(requests.seen()).not.toContain('POST 200')
    })
  },
)

describe('a page of another origin', () => {
  it('may authenticate with Basic', async () => {
    const parameters = demoParameters(server())
    const { status, body } = await call<Answer>('byFetchWithBasic', server().url, parameters)
    expect(status).toBe(200)
    expectTutorialToken(body.access_token, server())
  })

  it('finds the keys and checks a token with them', async () => {
    const { body } = await call<Answer>('byFetch', server().url, demoParameters(server()))
    const token = String(body.access_token)
    expect(await call('verify', server().url, token)).toEqual({
      valid: true,
      payload: decodeJwt(token),
    })
    const [header, , signature] = token.split('.')
    const forged = Buffer.from('{"scope":"read:data write:data"}').toString('base64url')
    expect(await call('verify', server().url, [header, forged, signature].join('.'))).toEqual({
      valid: false,
      payload: { scope: 'read:data write:data' },
    })
  })
})

interface RequestLog {
  /** Method and status of each request to the token server since `clear`, in the order of the answers. */
  seen(): string[]
  corsErrors(): string[]
  clear(): void
}

/** What goes over the network, preflights included, which pages and request events do not show. */
async function logRequests(session: CDPSession): Promise<RequestLog> {
  const methods = new Map<string, string>()
  let seen: string[] = []
  let corsErrors: string[] = []
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(server().url)) methods.set(requestId, request.method)
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const method = methods.get(requestId)
    if (method !== undefined) seen.push(`${method} ${response.status}`)
  })
  session.on('Network.loadingFailed', ({ corsErrorStatus }) => {
    if (corsErrorStatus) corsErrors.push(corsErrorStatus.corsError)
  })
  await session.send('Network.enable')
  // Otherwise an earlier preflight stands for a day.
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  return {
    seen: () => seen,
    corsErrors: () => corsErrors,
    clear() {
      methods.clear()
      seen = []
      corsErrors = []
    },
  }
}
