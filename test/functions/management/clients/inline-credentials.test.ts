import { expect, it } from 'vitest'
import { giveGrant } from '../../../support/edit-tenant.ts'
import { JWT_BEARER, makeKeyPair, signAssertion } from '../../../support/key-client.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

const tenant = useManagedTenant()

const methods = (credentials: Record<string, string>[]) => ({
  client_authentication_methods: { private_key_jwt: { credentials } },
})

it('makes credentials of the keys that come with a new client, which gets tokens with them', async () => {
  const { pem, privateKey } = makeKeyPair()
  const key = { credential_type: 'public_key', name: 'inline', pem }
  const { status, body } = await tenant.api.post('/clients', { name: 'keyed', ...methods([key]) })
  expect(status).toBe(201)
  const stored = await tenant.api.get(`/clients/${body.client_id}/credentials`)
  expect(stored.body).toMatchObject([{ name: 'inline', alg: 'RS256' }])
  const named = {
    client_authentication_methods: {
      private_key_jwt: { credentials: [{ id: stored.body[0].id }] },
    },
  }
  expect(body).toMatchObject(named)
  expect((await tenant.api.get(`/clients/${body.client_id}`)).body).toMatchObject(named)
  await giveGrant(tenant.ports, body.client_id, tenant.credentials.demo.audience, [])
  const client_assertion = await signAssertion(tenant.url, body.client_id, privateKey)
  const answer = await demoExchange(tenant, {
    client_id: undefined,
    client_secret: undefined,
    client_assertion,
    client_assertion_type: JWT_BEARER,
  })
  expect(answer.status).toBe(200)
})

it.each([
  ['a key that is none', [{ credential_type: 'public_key', pem: 'x' }], 'pem'],
  ['another type', [{ credential_type: 'x509', pem: makeKeyPair().pem }], 'credential_type'],
  [
    'three keys',
    Array.from({ length: 3 }, () => ({ credential_type: 'public_key', pem: makeKeyPair().pem })),
    'at most 2',
  ],
])('refuses %s and makes no client', async (_name, credentials, named) => {
  const client_id = 'never-made'
  const answer = await tenant.api.post('/clients', {
    name: 'x',
    client_id,
    ...methods(credentials),
  })
  expect(answer.status).toBe(400)
  expect(answer.body.message).toContain(named)
  expect((await tenant.api.get(`/clients/${client_id}`)).status).toBe(404)
})
