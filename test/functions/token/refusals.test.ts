import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApi, editApi, editClient, editTenant, giveGrant } from '../../support/edit-tenant.ts'
import { demoExchange, demoParameters, postForm, postToken } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { REFUSALS } from './support/refusals.ts'

const tenant = useTenant()
let clientId: string
beforeAll(async () => {
  clientId = tenant.credentials.demo.client_id
})

describe.each(['auth0', 'rfc6749'] as const)('refusals in the %s dialect', (dialect) => {
  beforeAll(async () => {
    await editTenant(tenant.ports, { oauthErrors: dialect })
    for (const identifier of ['urn:ungranted', 'urn:hs256']) {
      await addApi(tenant.ports, identifier).catch(() => undefined)
    }
    await editApi(tenant.ports, 'urn:hs256', { signingAlg: 'HS256' })
    await giveGrant(tenant.ports, clientId, 'urn:hs256', [])
    await demoExchange(tenant)
  })
  afterAll(() => editTenant(tenant.ports, { oauthErrors: 'auth0' }))

  it.each(REFUSALS)('refuses $name', async (row) => {
    const answer =
      row.form === undefined
        ? await postToken(tenant.url, demoParameters(tenant, row.parameters), row.headers)
        : await postForm(tenant.url, row.form, row.headers)
    const [status, error] = row[dialect] ?? row.auth0
    expect(answer.body).toEqual({ error, error_description: row.description })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await tenant.lastEvent()).toMatchObject({
      type: 'feccft',
      description: row.reason ?? row.description,
    })
  })

  it('refuses a client that may not use the grant type', async () => {
    await editClient(tenant.ports, clientId, { grantTypes: ['authorization_code'] })
    const answer = await demoExchange(tenant)
    await editClient(tenant.ports, clientId, { grantTypes: ['client_credentials'] })
    expect(answer.status).toBe(dialect === 'auth0' ? 403 : 400)
    expect(answer.body).toEqual({
      error: 'unauthorized_client',
      error_description: "Grant type 'client_credentials' not allowed for the client.",
    })
  })

  it('names Basic only to who tried it, and only as RFC 6749 does', async () => {
    const form = 'grant_type=client_credentials&client_id=nobody'
    const authorization = `Basic ${btoa('nobody:secret')}`
    const tried = await postForm(tenant.url, form, { authorization })
    const other = await postForm(tenant.url, `${form}&client_secret=x`)
    expect(tried.headers.get('www-authenticate')).toBe(
      dialect === 'auth0' ? null : 'Basic realm="hookmint"',
    )
    expect(other.headers.get('www-authenticate')).toBeNull()
  })
})
