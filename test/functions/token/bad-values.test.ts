import { beforeAll, describe, expect, it } from 'vitest'
import { useScript } from '../../support/edit-tenant.ts'
import { sendRaw, statusCodes } from '../../support/raw-http.ts'
import {
  decodeToken,
  demoExchange,
  demoParameters,
  postBody,
  postForm,
} from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { JSON_TYPE, rawRequest } from './support/raw-request.ts'

const tenant = useTenant()
let json: string

beforeAll(async () => {
  json = JSON.stringify(demoParameters(tenant))
})

const form = (text: string) => ['content-type: application/x-www-form-urlencoded', text] as const

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
    const received = await sendRaw(tenant.url, rawRequest(body, [type, ...headers]))
    expect(statusCodes(received)).toEqual([status])
    expect(received).toContain(`"error_description":"${description}"}`)
  })

  it('an unknown client and a wrong secret are answered byte for byte alike', async () => {
    const { client_id } = tenant.credentials.demo
    const ask = async (id: string) => {
      const body = JSON.stringify(demoParameters(tenant, { client_id: id, client_secret: 'wrong' }))
      const received = await sendRaw(tenant.url, rawRequest(body))
      return received.replace(/^Date: .*$/m, 'Date: now')
    }
    const unknown = await ask('N'.repeat(client_id.length))
    expect(await ask(client_id)).toBe(unknown)
    expect(unknown).toContain('{"error":"access_denied","error_description":"Unauthorized"}')
  })

  it.each(['client_secret', 'client_assertion'])('%s in the URL is refused', async (name) => {
    const line = `POST /oauth/token?${name}=x HTTP/1.1`
    const received = await sendRaw(tenant.url, rawRequest(json, [JSON_TYPE], line))
    expect(statusCodes(received)).toEqual([400])
    expect(received).toContain('Credentials must not be sent in the URL')
  })
})
