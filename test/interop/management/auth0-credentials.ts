import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import { type Auth0Scenario, createGrant } from './auth0-scenario.ts'

/** The keys with which a client signs its assertions; 2.x knows none of them. */
export function credentialScenarios({ server, sdk, plain }: Auth0Scenario): void {
  it('keeps the public keys of a client', async () => {
    const { has, call } = sdk()
    const api = await plain()
    const { machine } = await createGrant(api, [])
    const path = `/clients/${machine.client_id}/credentials`
    const { pem } = newKey()
    const given = { credential_type: 'public_key', name: 'first', pem, alg: 'RS256' }
    const created = await call('credentials.create', machine.client_id, given)
    expect(created).toMatchObject({ credential_type: 'public_key', name: 'first', alg: 'RS256' })
    const stored = await api.get(`${path}/${created.id}`)
    expect(stored.body).toEqual(created)
    expect(await call('credentials.list', machine.client_id)).toEqual((await api.get(path)).body)
    expect(await call('credentials.get', machine.client_id, created.id)).toEqual(stored.body)
    if (has('credentials.update')) {
      const expires_at = new Date(Date.now() + 86_400_000).toISOString()
      await call('credentials.update', machine.client_id, created.id, { expires_at })
      const updated = await api.get(`${path}/${created.id}`)
      expect(updated.body).toMatchObject({ id: created.id, expires_at })
    }
    await call('credentials.delete', machine.client_id, created.id)
    expect((await api.get(path)).body).toEqual([])
    await expect(call('credentials.get', machine.client_id, created.id)).rejects.toMatchObject(
      auth0Refusal(sdk().major, { statusCode: 404, message: /./ }),
    )
  })

  it('obtains tokens with a key in place of a secret', async () => {
    const { call, token, client, major } = sdk()
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    await api.post('/client-grants', {
      client_id: machine.client_id,
      audience: `${server().url}api/v2/`,
      scope: ['read:clients'],
    })
    const { pem, privateKey } = newKey()
    const given = { credential_type: 'public_key', name: 'key', pem, alg: 'RS256' }
    const { id } = await call('credentials.create', machine.client_id, given)
    await call('clients.update', machine.client_id, {
      token_endpoint_auth_method: null,
      client_authentication_methods: { private_key_jwt: { credentials: [{ id }] } },
    })
    const options = { clientId: machine.client_id, clientAssertionSigningKey: privateKey }
    const signed = client(options)
    const itself = await signed.call('clients.get', machine.client_id)
    expect(itself).toMatchObject({ client_id: machine.client_id })
    const obtained = await token(options, { audience: target.identifier })
    expect(obtained.access_token).toMatch(/^ey/)
    const other = { ...options, clientAssertionSigningKey: newKey().privateKey }
    const refused = { statusCode: 401, ...(major <= 3 && { name: 'access_denied' }) }
    await expect(token(other, { audience: target.identifier })).rejects.toMatchObject(refused)
  })
}

function newKey() {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    pem: pair.publicKey.export({ type: 'spki', format: 'pem' }),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}
