import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useScript } from '../../support/edit-tenant.ts'
import { sendRaw, statusCodes } from '../../support/raw-http.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import {
  decodeToken,
  demoExchange,
  demoParameters,
  postBody,
  postForm,
} from '../../support/token-client.ts'

let tenant: ServedTenant
let json: string

beforeAll(async () => {
  tenant = await serveTenant()
  json = JSON.stringify(demoParameters(tenant))
})
afterAll(() => tenant.close())

const JSON_TYPE = 'content-type: application/json'

/** A request to the token endpoint as it goes over the wire. */
function request(
  body: string,
  headers: string[] = [JSON_TYPE],
  line = 'POST /oauth/token HTTP/1.1',
) {
  const length = headers.some((header) => /^(content-length|transfer-encoding)\b/i.test(header))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`]
  return `${[line, 'host: localhost', ...headers, ...length].join('\r\n')}\r\n\r\n${body}`
}

const form = (text: string) => ['content-type: application/x-www-form-urlencoded', text] as const

describe('bodies', () => {
  interface Row {
    name: string
    body?: string | Uint8Array<ArrayBuffer>
    headers?: Record<string, string>
    status: number
    description: string
  }
  const ROWS: Row[] = [
    {
      name: 'nothing at all',
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'white space as JSON',
      body: ' \n',
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    { name: 'null', body: 'null', status: 400, description: 'The body must be a JSON object' },
    { name: 'a number', body: '7', status: 400, description: 'The body must be a JSON object' },
    { name: 'a text', body: '"x"', status: 400, description: 'The body must be a JSON object' },
    { name: 'cut JSON', body: '{"a":', status: 400, description: 'The body is not valid JSON' },
    { name: 'two JSON', body: '{}{}', status: 400, description: 'The body is not valid JSON' },
    {
      name: 'JSON nested 30,000 deep',
      body: `{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'bytes that are not UTF-8',
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      status: 400,
      description: 'The body is not UTF-8',
    },
    {
      name: 'UTF-16',
      body: Buffer.from('{"grant_type":"client_credentials"}', 'utf16le'),
      headers: { 'content-type': 'application/json; charset=utf-16' },
      status: 400,
      description: 'The charset of the body must be UTF-8',
    },
    {
      name: 'gzip',
      body: gzipSync('{"grant_type":"client_credentials"}'),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      status: 400,
      description: 'Content-Encoding is not supported',
    },
    {
      name: 'multipart',
      body: '--x\r\n\r\n--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      status: 400,
      description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
    },
    {
      name: 'a content type named __proto__',
      body: 'x',
      headers: { 'content-type': '__proto__' },
      status: 400,
      description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
    },
    {
      name: '64 KB of white space, which still fits',
      body: ' '.repeat(64 * 1024),
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'one byte more',
      body: ' '.repeat(64 * 1024 + 1),
      status: 413,
      description: 'The request body is larger than 65536 bytes',
    },
    {
      name: '5 MB',
      body: ' '.repeat(5 * 1024 * 1024),
      status: 413,
      description: 'The request body is larger than 65536 bytes',
    },
  ]
  it.each(ROWS)('$name: $status', async ({ body, headers, status, description }) => {
    const response = await fetch(`${tenant.url}oauth/token`, {
      method: 'POST',
      headers: headers ?? { 'content-type': 'application/json' },
      body: body ?? null,
    })
    expect(response.status).toBe(status)
    const answer = (await response.json()) as Record<string, unknown>
    expect(answer.error).toBe('invalid_request')
    expect(answer.error_description).toBe(description)
  })

  it('a byte order mark and parameters that nobody knows do no harm', async () => {
    const response = await fetch(`${tenant.url}oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `\ufeff${JSON.stringify(demoParameters(tenant, { unknown: { deep: [null] } }))}`,
    })
    expect(response.status).toBe(200)
  })
})

describe('values', () => {
  const LONG = 'x'.repeat(60_000)
  it.each([
    ['a client_id of 60,000 characters', { client_id: LONG }, 401, 'Unauthorized'],
    ['a client_id with a line break', { client_id: 'a\r\nb' }, 401, 'Unauthorized'],
    ['a client_id like a key of the store', { client_id: 'x/hot' }, 401, 'Unauthorized'],
    ['a client_secret of 60,000 characters', { client_secret: LONG }, 401, 'Unauthorized'],
    [
      'a client_secret that is an object',
      { client_secret: {} },
      400,
      'Parameter client_secret must be a string',
    ],
    [
      'an audience that is an array',
      { audience: ['a'] },
      400,
      'Parameter audience must be a string',
    ],
    ['a scope that is an array', { scope: ['a'] }, 400, 'Parameter scope must be a string'],
    ['a scope of true', { scope: true }, 400, 'Parameter scope must be a string'],
    [
      'a scope with control characters',
      { scope: 'a\u0000\u001b' },
      403,
      'Client has not been granted scopes: a\u0000\u001b',
    ],
    [
      'a scope split by a tab',
      { scope: 'read:data\twrite:data' },
      403,
      'Client has not been granted scopes: read:data\twrite:data',
    ],
    [
      'the audience of the tenant’s record',
      { audience: 'T' },
      403,
      'Service not enabled within domain: T',
    ],
    [
      'the audience #system',
      { audience: '#system' },
      403,
      'Service not enabled within domain: #system',
    ],
    [
      'the audience __proto__',
      { audience: '__proto__' },
      403,
      'Service not enabled within domain: __proto__',
    ],
    [
      'a lone surrogate as audience',
      { audience: '\ud800' },
      403,
      'Service not enabled within domain: \ud800',
    ],
    [
      'a grant_type of 60,000 characters',
      { grant_type: LONG },
      403,
      `Unsupported grant type: ${'x'.repeat(256)}`,
    ],
    [
      'the grant type __proto__',
      { grant_type: '__proto__' },
      403,
      'Unsupported grant type: __proto__',
    ],
    [
      'client_assertion',
      { client_assertion: 'x' },
      400,
      'Both a client secret and a client assertion were sent',
    ],
  ])('%s', async (_name, changes, status, description) => {
    const answer = await demoExchange(tenant, changes)
    expect(answer.body.error_description).toBe(description)
    expect(answer.status).toBe(status)
    const logged = JSON.stringify(await tenant.lastEvent())
    expect(logged.length).toBeLessThan(6000)
  })

  it('cannot pollute prototypes, and reach the hook as plain properties', async () => {
    await useScript(
      tenant.ports,
      `module.exports = (c, s, a, context, cb) =>
         cb(null, { 'https://foo.com/own': Object.keys(context.body), 'https://foo.com/bad': ({}).polluted })`,
    )
    const { client_id, client_secret, audience } = tenant.credentials.demo
    const body = `{"grant_type":"client_credentials","client_id":"${client_id}","client_secret":"${client_secret}","audience":"${audience}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`
    const { payload } = decodeToken(await postBody(tenant.url, body, 'application/json'))
    expect(payload['https://foo.com/own']).toEqual([
      'grant_type',
      'client_id',
      'audience',
      '__proto__',
      'constructor',
    ])
    expect(payload).not.toHaveProperty(['https://foo.com/bad'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const asForm = await postForm(tenant.url, {
      ...(demoParameters(tenant) as Record<string, string>),
      '__proto__[polluted]': '1',
      'constructor.prototype.polluted': '1',
    })
    expect(asForm.status).toBe(200)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('credentials', () => {
  const basic = (text: string) => `authorization: Basic ${Buffer.from(text).toString('base64')}`
  const grant = form('grant_type=client_credentials')
  const NOT_BASIC = 'The Authorization header is not valid Basic credentials'
  it.each([
    ['Basic without credentials', ['authorization: Basic'], 400, NOT_BASIC],
    ['Basic without a colon', [basic('abc')], 400, NOT_BASIC],
    ['Basic with a broken percent-encoding', [basic('%zz:x')], 400, NOT_BASIC],
    ['Basic with bytes that are not base64', ['authorization: Basic \u00e9'], 400, NOT_BASIC],
    ['two Authorization headers', [basic('a:b'), basic('c:d')], 400, NOT_BASIC],
    [
      'two content types',
      ['content-type: application/json'],
      400,
      'Content-Type must be application/json or application/x-www-form-urlencoded',
    ],
    ['an empty client id', [basic(':secret')], 401, 'Unauthorized'],
    ['an unknown client', [basic('nobody:secret')], 401, 'Unauthorized'],
  ])('%s', async (_name, headers, status, description) => {
    const [type, body] = grant
    const received = await sendRaw(tenant.url, request(body, [type, ...headers]))
    expect(statusCodes(received)).toEqual([status])
    expect(received).toContain(`"error_description":"${description}"}`)
  })

  it('an unknown client and a wrong secret are answered byte for byte alike', async () => {
    const { client_id } = tenant.credentials.demo
    const ask = async (id: string) => {
      const body = JSON.stringify(demoParameters(tenant, { client_id: id, client_secret: 'wrong' }))
      const received = await sendRaw(tenant.url, request(body))
      return received.replace(/^Date: .*$/m, 'Date: now')
    }
    const unknown = await ask('N'.repeat(client_id.length))
    expect(await ask(client_id)).toBe(unknown)
    expect(unknown).toContain('{"error":"access_denied","error_description":"Unauthorized"}')
  })

  it.each(['client_secret', 'client_assertion'])('%s in the URL is refused', async (name) => {
    const line = `POST /oauth/token?${name}=x HTTP/1.1`
    const received = await sendRaw(tenant.url, request(json, [JSON_TYPE], line))
    expect(statusCodes(received)).toEqual([400])
    expect(received).toContain('Credentials must not be sent in the URL')
  })
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
    const received = await sendRaw(tenant.url, request('', [], `${method} /oauth/token HTTP/1.1`))
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
    const received = await sendRaw(tenant.url, request(json, [JSON_TYPE], line))
    expect(statusCodes(received)).toEqual([status])
  })

  it('headers over 16 KB are refused', async () => {
    const headers = [JSON_TYPE, `x-long: ${'x'.repeat(17 * 1024)}`]
    expect(statusCodes(await sendRaw(tenant.url, request(json, headers)))).toEqual([431])
  })

  it('two requests in one packet get two answers in order', async () => {
    const wrong = JSON.stringify(demoParameters(tenant, { grant_type: 'x' }))
    const received = await sendRaw(tenant.url, request(json) + request(wrong))
    expect(statusCodes(received)).toEqual([200, 403])
  })

  it('what follows a body that was too large is not taken for a request', async () => {
    const large = request(' '.repeat(200 * 1024))
    const received = await sendRaw(tenant.url, large + request(json))
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
    const received = await sendRaw(tenant.url, request(body, [JSON_TYPE, ...headers]))
    expect(statusCodes(received)).toEqual([400])
    expect(received.toLowerCase()).toContain('connection: close')
  })

  it('a malformed chunk is refused', async () => {
    const headers = [JSON_TYPE, 'transfer-encoding: chunked']
    expect(statusCodes(await sendRaw(tenant.url, request('zz\r\nx\r\n', headers)))).toEqual([400])
  })

  it('chunks that are right are taken', async () => {
    const headers = [JSON_TYPE, 'transfer-encoding: chunked']
    const size = Buffer.byteLength(json).toString(16)
    const received = await sendRaw(tenant.url, request(`${size}\r\n${json}\r\n0\r\n\r\n`, headers))
    expect(statusCodes(received)).toEqual([200])
  })

  it('a body that ends too early gets no token and is not logged as an exchange', async () => {
    const before = await tenant.lastEvent()
    const headers = [JSON_TYPE, `content-length: ${Buffer.byteLength(json) + 10}`]
    const received = await sendRaw(tenant.url, request(json, headers), { halfClose: true })
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
