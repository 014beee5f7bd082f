import { createRemoteJWKSet, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { addApi, disableHooks, editTenant, giveGrant } from '../../support/edit-tenant.ts'
import { decodeToken, demoExchange, postToken } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const AUDIENCE = 'https://api.example.com/'

const tenant = useTenant()
let clientId: string
beforeAll(async () => {
  clientId = tenant.credentials.demo.client_id
})

describe('with the tutorial’s hook', () => {
  it('answers as the tutorial shows', async () => {
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('pragma')).toBe('no-cache')
    expect(Object.keys(answer.body)).toEqual(['access_token', 'scope', 'expires_in', 'token_type'])
    expect(answer.body).toMatchObject({
      scope: 'read:data extra',
      expires_in: 86_400,
      token_type: 'Bearer',
    })
  })

  it('writes the payload in the original’s order, the hook’s claim last', async () => {
    const { header, payload } = decodeToken(await demoExchange(tenant))
    expect(Object.keys(header)).toEqual(['typ', 'alg', 'kid'])
    expect(header).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(Object.entries(payload)).toEqual([
      ['iss', tenant.url],
      ['sub', `${clientId}@clients`],
      ['aud', AUDIENCE],
      ['iat', expect.any(Number)],
      ['exp', Number(payload.iat) + 86_400],
      ['gty', 'client-credentials'],
      ['azp', clientId],
      ['scope', 'read:data extra'],
      ['https://foo.com/claim', 'bar'],
    ])
  })

  it('issues what any library verifies through the published keys', async () => {
    const { body } = await demoExchange(tenant)
    const keys = createRemoteJWKSet(new URL(`${tenant.url}.well-known/jwks.json`))
    const { payload } = await jwtVerify(String(body.access_token), keys, {
      issuer: tenant.url,
      audience: AUDIENCE,
    })
    expect(payload['https://foo.com/claim']).toBe('bar')
  })

  it('is not run for tokens of the Management API unless the setting says so', async () => {
    const admin = {
      grant_type: 'client_credentials',
      ...tenant.credentials.admin,
      audience: `${tenant.url}api/v2/`,
    }
    const without = await postToken(tenant.url, admin)
    expect(decodeToken(without).payload).not.toHaveProperty(['https://foo.com/claim'])
    expect(without.body.scope).toContain('update:hooks')
    await editTenant(tenant.ports, { hookOnManagementApi: true })
    const withHook = await postToken(tenant.url, admin)
    expect(decodeToken(withHook).payload).toHaveProperty(['https://foo.com/claim'], 'bar')
    await editTenant(tenant.ports, { hookOnManagementApi: false })
  })
})

describe('scopes', () => {
  beforeAll(async () => {
    await giveGrant(tenant.ports, clientId, AUDIENCE, ['read:data', 'write:data'])
    await disableHooks(tenant.ports)
  })

  it.each([
    ['all that are granted when none is asked for', undefined, 'read:data write:data'],
    ['all that are granted for an empty scope', '', 'read:data write:data'],
    ['all that are granted for a scope of spaces', '  ', 'read:data write:data'],
    ['those asked for, in the order asked', 'write:data read:data', 'write:data read:data'],
    ['one of those granted', 'write:data', 'write:data'],
    ['each once', 'write:data write:data', 'write:data'],
  ])('gives %s', async (_name, scope, expected) => {
    const answer = await demoExchange(tenant, { scope })
    expect(answer.body.scope).toBe(expected)
    expect(decodeToken(answer).payload.scope).toBe(expected)
  })

  it('leaves scope out of answer and token when there is none', async () => {
    await giveGrant(tenant.ports, clientId, AUDIENCE, [])
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('scope')
    expect(decodeToken(answer).payload).not.toHaveProperty('scope')
    await giveGrant(tenant.ports, clientId, AUDIENCE, ['read:data'])
  })
})

describe('the default audience', () => {
  it('is used when a request names none, and a change counts at once', async () => {
    await editTenant(tenant.ports, { defaultAudience: AUDIENCE })
    const first = await demoExchange(tenant, { audience: undefined })
    expect(decodeToken(first).payload.aud).toBe(AUDIENCE)
    await addApi(tenant.ports, 'urn:other')
    await giveGrant(tenant.ports, clientId, 'urn:other', [])
    await editTenant(tenant.ports, { defaultAudience: 'urn:other' })
    const second = await demoExchange(tenant, { audience: undefined })
    expect(decodeToken(second).payload.aud).toBe('urn:other')
    await editTenant(tenant.ports, { defaultAudience: undefined })
  })
})

describe('browsers', () => {
  it('may ask from any origin, without credentials', async () => {
    const preflight = await fetch(`${tenant.url}oauth/token`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const answer = await demoExchange(tenant, {}, { origin: 'https://app.example.com' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each([
    ['GET', '/oauth/token', 405],
    ['PUT', '/oauth/token', 405],
    ['POST', '/.well-known/jwks.json', 405],
    ['GET', '/nothing-here', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const response = await fetch(new URL(path, tenant.url), { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ statusCode: status })
  })
})
