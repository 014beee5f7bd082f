import { beforeAll, describe, expect, it } from 'vitest'
import { sendRaw, statusCodes } from '../../support/raw-http.ts'
import { demoExchange, demoParameters } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { JSON_TYPE, rawRequest } from './support/raw-request.ts'

/** Time for a second answer. */
const TWO_ANSWERS = { quietMs: 2_000 }

const tenant = useTenant()
let json: string

beforeAll(async () => {
  json = JSON.stringify(demoParameters(tenant))
})

describe('the shape of a request', () => {
  it.each([
    ['GET', 405],
    ['HEAD', 405],
    ['PUT', 405],
    ['DELETE', 405],
    ['PATCH', 405],
    ['TRACE', 405],
    ['OPTIONS', 204],
    ['FOO', 400],
  ])('%s is %i', async (method, status) => {
    const received = await sendRaw(
      tenant.url,
      rawRequest('', [], `${method} /oauth/token HTTP/1.1`),
    )
    expect(statusCodes(received)).toEqual([status])
    if (status === 405) expect(received.toLowerCase()).toContain('allow: post, options')
  })

  it.each([
    ['/oauth/token/', 404],
    ['//oauth/token', 404],
    ['/oauth%2Ftoken', 404],
    ['/OAUTH/TOKEN', 404],
    ['/oauth/../oauth/token', 404],
    ['/__proto__', 404],
    ['/oauth/token?', 200],
    ['/oauth/token?x=1&x=2', 200],
    ['http://elsewhere.example.com/oauth/token', 200],
    ['*', 404],
  ])('POST %s is %i', async (target, status) => {
    const line = `POST ${target} HTTP/1.1`
    const received = await sendRaw(tenant.url, rawRequest(json, [JSON_TYPE], line))
    expect(statusCodes(received)).toEqual([status])
  })

  it('headers over 16 KB are refused', async () => {
    const headers = [JSON_TYPE, `x-long: ${'x'.repeat(17 * 1024)}`]
    expect(statusCodes(await sendRaw(tenant.url, rawRequest(json, headers)))).toEqual([431])
  })

  it('two requests in one packet get two answers in order', async () => {
    const wrong = JSON.stringify(demoParameters(tenant, { grant_type: 'x' }))
    const received = await sendRaw(tenant.url, rawRequest(json) + rawRequest(wrong), TWO_ANSWERS)
    expect(statusCodes(received)).toEqual([200, 403])
  })

  it('what follows a body that was too large is not taken for a request', async () => {
    const large = rawRequest(' '.repeat(200 * 1024))
    const received = await sendRaw(tenant.url, large + rawRequest(json))
    expect(statusCodes(received)).toEqual([413])
    expect(received.toLowerCase()).toContain('connection: close')
  })

  it.each([
    ['Content-Length and Transfer-Encoding', ['content-length: 4', 'transfer-encoding: chunked']],
    ['two different Content-Lengths', ['content-length: 4', 'content-length: 5']],
    ['a Content-Length that is no number', ['content-length: 4x']],
    ['a negative Content-Length', ['content-length: -1']],
    ['an unknown Transfer-Encoding', ['transfer-encoding: xchunked']],
    ['chunked twice', ['transfer-encoding: chunked, chunked']],
    ['a space before the colon', ['content-length : 4']],
    ['a folded header', ['x-a: b\r\n content-length: 4']],
  ])('%s: the connection is refused and closed', async (_name, headers) => {
    const body = '0\r\n\r\nPOST /oauth/token HTTP/1.1\r\nhost: x\r\n\r\n'
    const received = await sendRaw(tenant.url, rawRequest(body, [JSON_TYPE, ...headers]))
    expect(statusCodes(received)).toEqual([400])
    expect(received.toLowerCase()).toContain('connection: close')
  })

  it('a malformed chunk is refused', async () => {
    const headers = [JSON_TYPE, 'transfer-encoding: chunked']
    expect(statusCodes(await sendRaw(tenant.url, rawRequest('zz\r\nx\r\n', headers)))).toEqual([
      400,
    ])
  })

  it('chunks that are right are taken', async () => {
    const headers = [JSON_TYPE, 'transfer-encoding: chunked']
    const size = Buffer.byteLength(json).toString(16)
    const received = await sendRaw(
      tenant.url,
      rawRequest(`${size}\r\n${json}\r\n0\r\n\r\n`, headers),
    )
    expect(statusCodes(received)).toEqual([200])
  })

  it('a body that ends too early gets no token and is not logged as an exchange', async () => {
    const before = await tenant.lastEvent()
    const headers = [JSON_TYPE, `content-length: ${Buffer.byteLength(json) + 10}`]
    const received = await sendRaw(tenant.url, rawRequest(json, headers), { halfClose: true })
    expect(received).not.toContain('access_token')
    expect((await tenant.lastEvent()).log_id).toBe(before.log_id)
  })

  it('bytes that are not HTTP are refused', async () => {
    expect(statusCodes(await sendRaw(tenant.url, '\u0016\u0003\u0001 hello\r\n\r\n'))).toEqual([
      400,
    ])
  })

  it('after all of this the server still issues tokens', async () => {
    expect((await demoExchange(tenant)).status).toBe(200)
  })
})
