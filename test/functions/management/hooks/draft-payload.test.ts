import { describe, expect, it } from 'vitest'
import { SAMPLE_PAYLOAD } from '../../../../functions/management/contract/sample-payload.ts'
import { addApi, editApi, editClient } from '../../../support/edit-tenant.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { testScript } from './support/draft-calls.ts'

const tenant = useManagedTenant()

/** What a hook is given, as its result. */
const SEEN =
  "cb(null, { 'https://foo.com/seen': { client, scope, audience, context: { ...context, webtask: 0 } } })"

describe('the payload', () => {
  it('is the sample where nothing is given', async () => {
    const { result } = await testScript(tenant.api, SEEN)
    const { client, scope, audience, context } = SAMPLE_PAYLOAD
    const { ip, userAgent, body, headers, query } = context
    expect(result['https://foo.com/seen']).toEqual({
      client: { tenant: 'local', ...client },
      scope,
      audience,
      context: {
        ip,
        userAgent,
        body,
        headers,
        request: { ip, userAgent, query, body },
        webtask: 0,
      },
    })
  })

  it('is what is given, without the headers that no hook sees', async () => {
    const payload = {
      client: { id: 'abc', name: 'ABC', metadata: { plan: 'gold' } },
      scope: 'one two one',
      audience: 'urn:unknown',
      context: {
        ip: '::1',
        userAgent: 'mine/2',
        body: { deep: [{ a: null }], constructor: 'x' },
        headers: { 'X-Trace': '7', Authorization: 'Bearer x', Cookie: 'a=b' },
        query: { q: '1' },
      },
    }
    const { result, token } = await testScript(tenant.api, SEEN, { payload })
    const { body } = payload.context
    expect(result['https://foo.com/seen']).toMatchObject({
      client: { tenant: 'local', id: 'abc', name: 'ABC', metadata: { plan: 'gold' } },
      scope: ['one', 'two'],
      audience: 'urn:unknown',
      context: {
        ip: '::1',
        userAgent: 'mine/2',
        body,
        request: { ip: '::1', userAgent: 'mine/2', query: { q: '1' }, body },
      },
    })
    expect(result['https://foo.com/seen'].context.headers).toEqual({ 'x-trace': '7' })
    expect(token.payload).toMatchObject({ sub: 'abc@clients', aud: 'urn:unknown' })
  })

  it('takes the parts of the sample that are left out', async () => {
    const payload = { client: { id: 'abc' }, scope: [], context: { ip: '::1' } }
    const seen = (await testScript(tenant.api, SEEN, { payload })).result['https://foo.com/seen']
    expect(seen.client).toEqual({ ...SAMPLE_PAYLOAD.client, tenant: 'local', id: 'abc' })
    expect(seen.scope).toEqual([])
    expect(seen.context).toMatchObject({ ip: '::1', body: { client_id: 'abc' } })
  })

  it('can name a stored application, and the API’s settings count', async () => {
    const { client_id } = tenant.credentials.demo
    await editClient(tenant.ports, client_id, { metadata: { plan: 'silver' } })
    const identifier = 'https://short.example.com/'
    await addApi(tenant.ports, identifier)
    const change = { tokenDialect: 'rfc9068_profile_authz', tokenLifetimeSeconds: 60 } as const
    await editApi(tenant.ports, identifier, change)
    const payload = { client_id, audience: identifier }
    const { result, token } = await testScript(tenant.api, SEEN, { payload })
    await editClient(tenant.ports, client_id, { metadata: {} })
    expect(result['https://foo.com/seen'].client).toEqual({
      tenant: 'local',
      id: client_id,
      name: 'demo',
      metadata: { plan: 'silver' },
    })
    expect(token.header.typ).toBe('at+jwt')
    expect(token.payload).toMatchObject({ client_id, permissions: [] })
    expect(token.payload.exp - token.payload.iat).toBe(60)
  })

  it('says what a client is told of an API that no token can be for', async () => {
    const identifier = 'https://hs256.example.com/'
    await addApi(tenant.ports, identifier)
    await editApi(tenant.ports, identifier, { signingAlg: 'HS256' })
    const answer = await testScript(tenant.api, "cb(null, { scope: ['a'] })", {
      payload: { audience: identifier },
    })
    expect(answer).toMatchObject({ outcome: 'result', scope: ['a'], oauth_error: { status: 403 } })
    expect(answer.oauth_error.error_description).toContain('HS256')
    expect(answer).not.toHaveProperty('token')
  })

  it('warns where the hook would not run', async () => {
    const payload = { audience: `${tenant.url}api/v2/` }
    const { warnings } = await testScript(tenant.api, 'cb()', { payload })
    expect(warnings).toEqual([expect.stringContaining('hook_on_management_api')])
  })
})
