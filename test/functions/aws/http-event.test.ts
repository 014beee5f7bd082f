import { describe, expect, it } from 'vitest'
import { createHttpHandler, type HttpEvent } from '../../../functions/aws/http-event.ts'
import type { HttpRequest } from '../../../functions/core/http.ts'

/** What the endpoint sees of an event. */
async function received(
  differences: Partial<HttpEvent> & { method?: string },
): Promise<HttpRequest> {
  const { method = 'POST', ...rest } = differences
  let seen: HttpRequest | undefined
  const handler = createHttpHandler(async (request) => {
    seen = request
    return { status: 200, headers: {}, body: '' }
  })
  await handler({
    rawPath: '/oauth/token',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { http: { method, sourceIp: '192.0.2.1' } },
    ...rest,
  })
  if (seen === undefined) throw new Error('Nothing came')
  return seen
}

const text = ({ body }: HttpRequest) => Buffer.from(body).toString()

describe('an event of the HTTP API', () => {
  it('becomes a plain request', async () => {
    const request = await received({
      method: 'GET',
      rawPath: '/api/v2/logs',
      rawQueryString: 'q=type%3Aseccft&take=5',
      headers: { host: 'tenant.example.com' },
    })
    expect(request).toEqual({
      method: 'GET',
      path: '/api/v2/logs',
      query: 'q=type%3Aseccft&take=5',
      headers: { host: 'tenant.example.com' },
      body: Buffer.alloc(0),
      ip: '192.0.2.1',
    })
  })

  it('has a form in base64, as API Gateway sends them', async () => {
    const form = 'grant_type=client_credentials&scope=a+b%C3%A4'
    const body = Buffer.from(form).toString('base64')
    expect(text(await received({ body, isBase64Encoded: true }))).toBe(form)
  })

  it('has JSON as text, in any script', async () => {
    const body = '{"scope":"lesen:größe 読む"}'
    expect(text(await received({ body }))).toBe(body)
  })

  it('has repeated headers as one with commas, and cookies as a header', async () => {
    const headers = { authorization: 'Basic YTpi,Basic Yzpk' }
    const request = await received({ headers, cookies: ['a=1', 'b=2'] })
    expect(request.headers).toEqual({ authorization: 'Basic YTpi,Basic Yzpk', cookie: 'a=1; b=2' })
  })

  it('has a body of one byte more than its route takes, at most', async () => {
    const body = 'x'.repeat(100_000)
    expect((await received({ body })).body).toHaveLength(64 * 1024 + 1)
    expect((await received({ body, rawPath: '/api/v2/hooks' })).body).toHaveLength(100_000)
    expect((await received({ body, rawPath: '/pem' })).body).toHaveLength(1)
  })

  it.each([
    ['/api/v2/resource-servers/https://api.example.com/', 'https%3A%2F%2Fapi.example.com%2F'],
    ['/api/v2/resource-servers/urn:a 100%:b', 'urn%3Aa%20100%25%3Ab'],
    ['/api/v2/resource-servers/63d16bba207a38efeafd7ad8', '63d16bba207a38efeafd7ad8'],
  ])('has the identifier of an API in its path encoded again: %s', async (rawPath, encoded) => {
    const { path } = await received({ rawPath })
    expect(path).toBe(`/api/v2/resource-servers/${encoded}`)
  })

  it('has what is not text in a path encoded, and its slashes as they are', async () => {
    const { path } = await received({ rawPath: '/api/v2/clients/ä%/credentials' })
    expect(path).toBe('/api/v2/clients/%C3%A4%25/credentials')
  })
})
