import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { editApi } from '../support/edit-tenant.ts'
import { type ServedTenant, serveTenant } from '../support/serve-tenant.ts'
import { demoExchange } from '../support/token-client.ts'

const INSECURE = { [oauth.allowInsecureRequests]: true }

let tenant: ServedTenant
beforeAll(async () => {
  tenant = await serveTenant()
  const { audience } = tenant.credentials.demo
  await editApi(tenant.ports, audience, { tokenDialect: 'rfc9068_profile' })
})
afterAll(() => tenant.close())

/** As a resource server does with a request that carries the token. */
async function validate(audience: string) {
  const issuer = new URL(tenant.url)
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE })
  const server = await oauth.processDiscoveryResponse(issuer, response)
  const token = (await demoExchange(tenant)).body.access_token
  const request = new Request(audience, { headers: { authorization: `Bearer ${token}` } })
  return oauth.validateJwtAccessToken(server, request, audience, INSECURE)
}

it('oauth4webapi takes a token of the RFC 9068 dialect', async () => {
  const { audience, client_id } = tenant.credentials.demo
  expect(await validate(audience)).toMatchObject({
    iss: tenant.url,
    aud: audience,
    sub: `${client_id}@clients`,
    client_id,
    scope: 'read:data extra',
    'https://foo.com/claim': 'bar',
  })
})

it('oauth4webapi refuses one of another API', async () => {
  await expect(validate('https://another.example.com/')).rejects.toMatchObject({
    code: oauth.JWT_CLAIM_COMPARISON,
    cause: { claim: 'aud' },
  })
})
