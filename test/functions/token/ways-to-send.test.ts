import { beforeAll, describe, expect, it } from 'vitest'
import { digestSecret } from '../../../functions/core/client-secret.ts'
import { editClient, editTenant } from '../../support/edit-tenant.ts'
import {
  decodeToken,
  demoExchange,
  demoParameters,
  postForm,
  postToken,
} from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const AUDIENCE = 'https://api.example.com/'

const tenant = useTenant()
let clientId: string
let secret: string
beforeAll(async () => {
  clientId = tenant.credentials.demo.client_id
  secret = tenant.credentials.demo.client_secret
})

describe('ways to send an exchange', () => {
  const basic = (id: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(password)}`).toString('base64')}`,
  })

  it('takes a form', async () => {
    const answer = await postForm(tenant.url, demoParameters(tenant) as Record<string, string>)
    expect(answer.body).toMatchObject({ scope: 'read:data extra' })
  })

  it('takes Basic credentials, form-decoded', async () => {
    const odd = 'a secret+with:odd %characters/and 32 of them'
    await editClient(tenant.ports, clientId, {
      secrets: [{ digest: digestSecret(secret) }, { digest: digestSecret(odd) }],
    })
    const form = { grant_type: 'client_credentials', audience: AUDIENCE }
    expect((await postForm(tenant.url, form, basic(clientId, odd))).status).toBe(200)
    expect((await postForm(tenant.url, form, basic(clientId, secret))).status).toBe(200)
    expect((await postForm(tenant.url, form, basic(clientId, 'wrong'))).status).toBe(401)
  })

  it('takes Basic credentials beside a JSON body, which may repeat the client id', async () => {
    const body = { grant_type: 'client_credentials', audience: AUDIENCE, client_id: clientId }
    expect((await postToken(tenant.url, body, basic(clientId, secret))).status).toBe(200)
  })

  it('ignores an Authorization header of another scheme', async () => {
    const answer = await demoExchange(tenant, {}, { authorization: 'Bearer abc' })
    expect(answer.status).toBe(200)
  })

  it('takes resource as another name of audience', async () => {
    const answer = await demoExchange(tenant, { audience: undefined, resource: AUDIENCE })
    expect(decodeToken(answer).payload.aud).toBe(AUDIENCE)
  })

  it('takes the Management API under any host that the tenant serves', async () => {
    await editTenant(tenant.ports, { hosts: ['tokens.example.com'] })
    for (const host of [new URL(tenant.url).host, 'tokens.example.com']) {
      const answer = await postToken(tenant.url, {
        grant_type: 'client_credentials',
        ...tenant.credentials.admin,
        audience: `https://${host}/api/v2/`,
      })
      expect(decodeToken(answer).payload.aud).toBe(`${tenant.url}api/v2/`)
    }
    const foreign = await postToken(tenant.url, {
      grant_type: 'client_credentials',
      ...tenant.credentials.admin,
      audience: 'https://elsewhere.example.com/api/v2/',
    })
    expect(foreign.status).toBe(403)
  })
})
