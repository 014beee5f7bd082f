import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { grantKey, SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS } from '../../../../functions/core/signing-keys.ts'
import type { SigningKeyCertificate } from '../../../../functions/core/tenant-model.ts'
import { callManagement, managementClient } from '../../../support/management-client.ts'
import { passTime } from '../../../support/pass-time.ts'
import { type KeyServer, startKeyServer } from './support/key-server.ts'

let server: KeyServer
beforeEach(async () => {
  server = await startKeyServer()
})
afterEach(() => server.close())

describe('reading signing keys', () => {
  it('shows the current and the next key with the recorded properties', async () => {
    const keys = await server.listKeys()
    const shown = {
      kid: expect.any(String),
      cert: expect.stringMatching(
        /^-----BEGIN CERTIFICATE-----\r\n([\w+/=]{1,64}\r\n)+-----END CERTIFICATE-----$/,
      ),
      pkcs7: expect.stringMatching(
        /^-----BEGIN PKCS7-----\r\n([\w+/=]{1,64}\r\n)+-----END PKCS7-----$/,
      ),
      previous: false,
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
      thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
      revoked: false,
    }
    expect(keys).toEqual([
      { ...shown, current: true, next: false, current_since: expect.stringMatching(/Z$/) },
      { ...shown, current: false, next: true },
    ])
    expect(keys.map(({ kid }) => kid)).toEqual(await server.publishedKids())
    for (const { cert, fingerprint } of keys) {
      expect(new X509Certificate(cert).fingerprint).toBe(fingerprint)
    }
  })

  it('shows one, and answers 404 for one that does not exist', async () => {
    const [current] = await server.listKeys()
    expect((await server.api.get(`/keys/signing/${current?.kid}`)).body).toEqual(current)
    const unknown = await server.api.get('/keys/signing/unknown')
    expect(unknown).toMatchObject({ status: 404, body: { errorCode: 'inexistent_signing_key' } })
    expect((await server.api.put('/keys/signing/unknown/revoke')).status).toBe(404)
  })

  const openssl = spawnSync('openssl', ['version']).status === 0
  it.runIf(openssl)('gives a PKCS #7 from which openssl reads the certificate', async () => {
    const { cert, pkcs7 } = await server.keyIn('current')
    const printed = spawnSync('openssl', ['pkcs7', '-print_certs'], { input: `${pkcs7}\r\n` })
    expect(printed.stderr.toString()).toBe('')
    const read = new X509Certificate(printed.stdout)
    expect(read.fingerprint256).toBe(new X509Certificate(cert).fingerprint256)
  })

  it('needs a scope for each operation', async () => {
    const { store } = server.tenant.ports
    const key = grantKey(server.tenant.credentials.admin.client_id, SYSTEM_API)
    const [grant] = await store.read([key])
    const value = { ...grant?.value, scope: ['read:clients'] }
    await store.transact([{ put: key, value, expect: 'any' }])
    for (const [method, path, scope] of [
      ['GET', '/keys/signing', 'read:signing_keys'],
      ['GET', '/keys/signing/x', 'read:signing_keys'],
      ['POST', '/keys/signing/rotate', 'create:signing_keys,update:signing_keys'],
      ['PUT', '/keys/signing/x/revoke', 'update:signing_keys'],
      ['GET', '/tenants/settings', 'read:tenant_settings'],
      ['PATCH', '/tenants/settings', 'update:tenant_settings'],
    ] as const) {
      const { status, body } = await callManagement(
        server.tenant.url,
        server.api.token,
        method,
        path,
      )
      expect([method, path, status]).toEqual([method, path, 403])
      expect(body.message).toBe(`Insufficient scope, expected any of: ${scope}`)
    }
  })
})

describe('the tenant record', () => {
  const isSmall = async () => Buffer.byteLength(JSON.stringify(await server.readHot())) < 4000

  it('stays small: retired keys leave it, are disabled, and are still shown for a while', async () => {
    const first = await server.keyIn('current')
    for (let rotation = 0; rotation < 24; rotation++) {
      passTime(LONGEST_TOKEN_LIFETIME_SECONDS / 2)
      server.api = await managementClient(server.tenant)
      expect((await server.api.post('/keys/signing/rotate')).status).toBe(201)
      expect(await isSmall()).toBe(true)
      if (rotation === 3) {
        const shown = (await server.api.get(`/keys/signing/${first.kid}`)).body
        expect(shown).toMatchObject({ previous: true, revoked: false, cert: first.cert })
        expect(Date.parse(shown.published_until)).toBeLessThan(Date.now())
        expect(await server.publishedKids()).not.toContain(first.kid)
      }
    }
    const { signingKeys } = await server.readHot()
    expect(signingKeys.length).toBeLessThanOrEqual(5)
    expect(await server.usableKeyFiles()).toEqual(
      signingKeys.map(({ keyRef }) => keyRef).toSorted(),
    )
    const shown = await server.listKeys()
    expect(shown).toHaveLength(signingKeys.length + 20)
    expect(shown.map(({ kid }) => kid)).not.toContain(first.kid)
    const records = await server.tenant.ports.store.list<SigningKeyCertificate>('keys', {
      limit: 100,
    })
    expect(records).toHaveLength(shown.length)
  })

  it('stays small when rotations are forced: then a previous key has to be revoked first', async () => {
    let refused: Awaited<ReturnType<typeof server.api.post>> | undefined
    let rotations = 0
    while (refused === undefined) {
      const answer = await server.api.post('/keys/signing/rotate', { force: true })
      expect(await isSmall()).toBe(true)
      if (answer.status === 201) rotations++
      else refused = answer
      passTime(1)
    }
    expect(rotations).toBeGreaterThanOrEqual(3)
    expect(refused).toMatchObject({ status: 409, body: { errorCode: 'too_many_signing_keys' } })
    const oldest = (await server.listKeys()).findLast(({ previous }) => previous)
    expect(refused.body.message).toContain(`PUT /api/v2/keys/signing/${oldest?.kid}/revoke`)
    expect(refused.body.message).toContain(oldest?.published_until)
    const { signingKeys } = await server.readHot()
    expect(await server.usableKeyFiles()).toEqual(
      signingKeys.map(({ keyRef }) => keyRef).toSorted(),
    )
    server.api = await managementClient(server.tenant)
    expect((await server.api.put(`/keys/signing/${oldest?.kid}/revoke`)).status).toBe(200)
    expect((await server.api.post('/keys/signing/rotate', { force: true })).status).toBe(201)
    expect(await isSmall()).toBe(true)
    await server.verifyNow(await server.issue())
  })
})
