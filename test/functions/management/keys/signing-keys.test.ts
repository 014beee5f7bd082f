import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConflictError, StoreError } from '../../../../functions/core/errors.ts'
import { grantKey, SYSTEM_API, tenantKey } from '../../../../functions/core/record-keys.ts'
import {
  JWKS_MAX_AGE_SECONDS,
  LONGEST_TOKEN_LIFETIME_SECONDS,
} from '../../../../functions/core/signing-keys.ts'
import type { SigningKeyCertificate, Tenant } from '../../../../functions/core/tenant-model.ts'
import { editApi } from '../../../support/edit-tenant.ts'
import {
  callManagement,
  type ManagementClient,
  managementClient,
} from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { demoExchange } from '../../../support/token-client.ts'

const WAIT_SECONDS = JWKS_MAX_AGE_SECONDS + 60
const AUDIENCE = 'https://api.example.com/'

interface ShownKey {
  kid: string
  cert: string
  pkcs7: string
  current: boolean
  next: boolean
  previous: boolean
  revoked: boolean
  current_since?: string
  current_until?: string
  published_until?: string
  revoked_at?: string
  fingerprint: string
  thumbprint: string
}

let tenant: ServedTenant
let api: ManagementClient
beforeEach(async () => {
  // The server and the verifiers live in one process and read one clock.
  vi.useFakeTimers({ toFake: ['Date'] })
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterEach(async () => {
  vi.useRealTimers()
  await tenant.close()
})

function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

async function listKeys(): Promise<ShownKey[]> {
  const { status, body } = await api.get('/keys/signing')
  expect(status).toBe(200)
  return body
}

async function keyIn(state: 'current' | 'next' | 'previous'): Promise<ShownKey> {
  const key = (await listKeys()).find((shown) => shown[state])
  if (key === undefined) throw new Error(`No key is ${state}`)
  return key
}

async function issue(): Promise<string> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  return String(answer.body.access_token)
}

async function publishedKeys(): Promise<JSONWebKeySet> {
  const response = await fetch(`${tenant.url}.well-known/jwks.json`)
  return (await response.json()) as JSONWebKeySet
}

async function publishedKids() {
  return (await publishedKeys()).keys.map(({ kid }) => kid)
}

async function verifyNow(token: string): Promise<void> {
  await jwtVerify(token, createLocalJWKSet(await publishedKeys()), { issuer: tenant.url })
}

async function readHot(): Promise<Tenant> {
  const [stored] = await tenant.ports.store.read([tenantKey])
  if (stored === undefined) throw new Error('There is no tenant')
  return stored.value
}

/** Of the private keys that may still sign. */
async function usableKeyFiles(): Promise<string[]> {
  const files = await readdir(join(tenant.folder, 'keys'))
  return files.filter((name) => name.endsWith('.pem')).sort()
}

async function rotateLater(): Promise<ShownKey> {
  pass(WAIT_SECONDS)
  const { status, body } = await api.post('/keys/signing/rotate')
  expect(status).toBe(201)
  return body
}

describe('reading signing keys', () => {
  it('shows the current and the next key with the recorded properties', async () => {
    const keys = await listKeys()
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
    expect(keys.map(({ kid }) => kid)).toEqual(await publishedKids())
    for (const { cert, fingerprint } of keys) {
      expect(new X509Certificate(cert).fingerprint).toBe(fingerprint)
    }
  })

  it('shows one, and answers 404 for one that does not exist', async () => {
    const [current] = await listKeys()
    expect((await api.get(`/keys/signing/${current?.kid}`)).body).toEqual(current)
    const unknown = await api.get('/keys/signing/unknown')
    expect(unknown).toMatchObject({ status: 404, body: { errorCode: 'inexistent_signing_key' } })
    expect((await api.put('/keys/signing/unknown/revoke')).status).toBe(404)
  })

  const openssl = spawnSync('openssl', ['version']).status === 0
  it.runIf(openssl)('gives a PKCS #7 from which openssl reads the certificate', async () => {
    const { cert, pkcs7 } = await keyIn('current')
    const printed = spawnSync('openssl', ['pkcs7', '-print_certs'], { input: `${pkcs7}\r\n` })
    expect(printed.stderr.toString()).toBe('')
    const read = new X509Certificate(printed.stdout)
    expect(read.fingerprint256).toBe(new X509Certificate(cert).fingerprint256)
  })

  it('needs a scope for each operation', async () => {
    const { store } = tenant.ports
    const key = grantKey(tenant.credentials.admin.client_id, SYSTEM_API)
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
      const { status, body } = await callManagement(tenant.url, api.token, method, path)
      expect([method, path, status]).toEqual([method, path, 403])
      expect(body.message).toBe(`Insufficient scope, expected any of: ${scope}`)
    }
  })
})

describe('POST /keys/signing/rotate', () => {
  it('makes the next key current, the current one previous, and a new one next', async () => {
    const [current, next] = await listKeys()
    const fresh = await rotateLater()
    expect(fresh).toMatchObject({ current: false, next: true, previous: false })
    const now = new Date().toISOString()
    expect(await listKeys()).toMatchObject([
      { kid: next?.kid, current: true, previous: false, current_since: now },
      { kid: fresh.kid, next: true },
      { kid: current?.kid, current: false, previous: true, current_until: now },
    ])
    const { kid } = JSON.parse(
      Buffer.from((await issue()).split('.')[0] ?? '', 'base64url').toString(),
    )
    expect(kid).toBe(next?.kid)
    const pem = await (await fetch(`${tenant.url}pem`)).text()
    expect(new X509Certificate(pem).fingerprint).toBe(
      next && new X509Certificate(next.cert).fingerprint,
    )
  })

  it('waits until every verifier can know the next key, and says until when', async () => {
    const published = Date.now()
    const possibleAt = new Date(published + WAIT_SECONDS * 1000).toISOString()
    const before = await listKeys()
    const files = await usableKeyFiles()
    const early = await api.post('/keys/signing/rotate')
    expect(early).toMatchObject({ status: 409, body: { errorCode: 'next_signing_key_too_new' } })
    expect(early.body.message).toContain('force')
    const said = /Rotate from (\S+) on/.exec(early.body.message)?.[1] ?? ''
    expect(Date.parse(said)).toBeLessThanOrEqual(Date.parse(possibleAt))
    vi.setSystemTime(Date.parse(said) - 1)
    expect((await api.post('/keys/signing/rotate')).status).toBe(409)
    expect(await listKeys()).toEqual(before)
    expect(await usableKeyFiles()).toEqual(files)
    vi.setSystemTime(Date.parse(said))
    expect((await api.post('/keys/signing/rotate')).status).toBe(201)
    expect((await api.post('/keys/signing/rotate')).status).toBe(409)
  })

  it.each([
    ['body', '/keys/signing/rotate', { force: true }],
    ['query', '/keys/signing/rotate?force=true', {}],
  ])('does so at once when told to in the %s', async (_, path, body) => {
    const next = await keyIn('next')
    expect((await api.post(path, body)).status).toBe(201)
    expect((await keyIn('current')).kid).toBe(next.kid)
    await verifyNow(await issue())
  })

  it('refuses a force that is neither true nor false', async () => {
    const bodies = await api.post('/keys/signing/rotate', { force: 'yes' })
    expect(bodies).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    const query = await api.post('/keys/signing/rotate?force=1')
    expect(query).toMatchObject({ status: 400, body: { errorCode: 'invalid_query_string' } })
  })

  it('lets one of concurrent rotations win, and leaves no key that nobody knows', async () => {
    pass(WAIT_SECONDS)
    const rotations = Array.from({ length: 4 }, () => api.post('/keys/signing/rotate'))
    const statuses = (await Promise.all(rotations)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409])
    const { signingKeys } = await readHot()
    expect(signingKeys).toHaveLength(3)
    expect(await usableKeyFiles()).toEqual(signingKeys.map(({ keyRef }) => keyRef).toSorted())
    await verifyNow(await issue())
  })

  it('loses no key when forced rotations are concurrent', async () => {
    const token = await issue()
    const [first] = await publishedKids()
    const rotations = [1, 2].map(() => api.post('/keys/signing/rotate', { force: true }))
    const answers = await Promise.all(rotations)
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const kids = await publishedKids()
    expect(kids).toHaveLength(4)
    expect(kids).toContain(first)
    const made = answers.map(({ body }) => body.kid)
    expect(kids).toEqual(expect.arrayContaining(made))
    await verifyNow(token)
    await verifyNow(await issue())
  })

  it('changes nothing when its key is made but cannot be recorded', async () => {
    pass(WAIT_SECONDS)
    const before = await listKeys()
    const transact = vi.spyOn(tenant.ports.store, 'transact')
    transact.mockRejectedValueOnce(new StoreError('The store is out of reach'))
    expect((await api.post('/keys/signing/rotate')).status).toBe(503)
    expect(await listKeys()).toEqual(before)
    await verifyNow(await issue())
    expect((await api.post('/keys/signing/rotate')).status).toBe(201)
    await verifyNow(await issue())
  })

  it('keeps a key that was recorded although the store reported a conflict', async () => {
    pass(WAIT_SECONDS)
    const { store } = tenant.ports
    const write = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await write(changes)
      throw new ConflictError(tenantKey)
    })
    const { status, body } = await api.post('/keys/signing/rotate')
    expect(status).toBe(201)
    expect((await keyIn('next')).kid).toBe(body.kid)
    const { signingKeys } = await readHot()
    expect(await usableKeyFiles()).toEqual(signingKeys.map(({ keyRef }) => keyRef).toSorted())
  })
})

describe('verifiers', () => {
  it('take tokens from before a rotation until they expire', async () => {
    await editApi(tenant.ports, AUDIENCE, { tokenLifetimeSeconds: LONGEST_TOKEN_LIFETIME_SECONDS })
    const token = await issue()
    await rotateLater()
    await verifyNow(token)
    pass(LONGEST_TOKEN_LIFETIME_SECONDS - WAIT_SECONDS - 1)
    await verifyNow(token)
    pass(2)
    await expect(verifyNow(token)).rejects.toThrow(/"exp" claim/)
  })

  /** One that keeps the JWKS for as long as it may, and never asks for a key it does not know. */
  const cachingVerifier = () => {
    const keys = createRemoteJWKSet(new URL(`${tenant.url}.well-known/jwks.json`), {
      cacheMaxAge: JWKS_MAX_AGE_SECONDS * 1000,
      cooldownDuration: Number.POSITIVE_INFINITY,
    })
    return (token: string) => jwtVerify(token, keys, { issuer: tenant.url })
  }

  it('never fail with a cached JWKS, whenever they read it, as rotations wait', async () => {
    const verifiers: ReturnType<typeof cachingVerifier>[] = []
    const tokens: string[] = []
    let rotations = 0
    for (let step = 0; rotations < 3 || step < 60; step++) {
      if (verifiers.length < 10) verifiers.push(cachingVerifier())
      const { status } = await api.post('/keys/signing/rotate')
      if (status === 201) rotations++
      tokens.push(await issue())
      for (const token of [tokens[0] ?? '', tokens.at(-1) ?? '']) {
        await Promise.all(verifiers.map((verify) => verify(token)))
      }
      pass(33)
    }
    for (const token of tokens) await verifyNow(token)
  })

  it('may fail for a while when rotations are forced', async () => {
    const verify = cachingVerifier()
    await verify(await issue())
    for (const body of [{ force: true }, { force: true }]) {
      expect((await api.post('/keys/signing/rotate', body)).status).toBe(201)
    }
    const token = await issue()
    await expect(verify(token)).rejects.toThrow(/no applicable key/)
    pass(JWKS_MAX_AGE_SECONDS)
    await verify(token)
  })
})

describe('PUT /keys/signing/{kid}/revoke', () => {
  it('ends a previous key at once and for good', async () => {
    const token = await issue()
    await rotateLater()
    const newToken = await issue()
    const { kid } = await keyIn('previous')
    const [keyRef = ''] = (await readHot()).signingKeys
      .filter((key) => key.kid === kid)
      .map((key) => key.keyRef)
    // The caller's own token is from the time before the rotation.
    api = await managementClient(tenant)
    const { status, body } = await api.put(`/keys/signing/${kid}/revoke`)
    expect(status).toBe(200)
    const revoked = { kid, current: false, next: false, previous: false, revoked: true }
    expect(body).toMatchObject({ ...revoked, revoked_at: new Date().toISOString() })
    expect((await api.get(`/keys/signing/${kid}`)).body).toEqual(body)
    expect((await listKeys()).at(-1)).toEqual(body)
    expect(await publishedKids()).not.toContain(kid)
    await expect(verifyNow(token)).rejects.toThrow(/no applicable key/)
    await verifyNow(newToken)
    await expect(tenant.ports.signer.sign(keyRef, 'x')).rejects.toThrow('is disabled')
    expect(JSON.stringify(await readHot())).not.toContain(kid)
    const again = await api.put(`/keys/signing/${kid}/revoke`)
    expect(again).toMatchObject({ status: 200, body })
  })

  it('is finished by asking again when it was interrupted', async () => {
    await rotateLater()
    const { kid } = await keyIn('previous')
    api = await managementClient(tenant)
    const failure = new StoreError('The key is out of reach')
    vi.spyOn(tenant.ports.keys, 'disable').mockRejectedValueOnce(failure)
    expect((await api.put(`/keys/signing/${kid}/revoke`)).status).toBe(503)
    expect(await publishedKids()).not.toContain(kid)
    expect(await usableKeyFiles()).toHaveLength(3)
    expect((await api.put(`/keys/signing/${kid}/revoke`)).body.revoked).toBe(true)
    expect(await usableKeyFiles()).toHaveLength(2)
  })

  it('also ends the Management API tokens of that key', async () => {
    await rotateLater()
    const { kid } = await keyIn('previous')
    const old = api
    api = await managementClient(tenant)
    await api.put(`/keys/signing/${kid}/revoke`)
    expect((await old.get('/keys/signing')).status).toBe(401)
  })

  it('refuses the current key and says what to do', async () => {
    const { kid } = await keyIn('current')
    const before = await listKeys()
    const answer = await api.put(`/keys/signing/${kid}/revoke`)
    expect(answer).toMatchObject({ status: 409, body: { errorCode: 'signing_key_is_current' } })
    expect(answer.body.message).toContain('Rotate first')
    expect(await listKeys()).toEqual(before)
    await verifyNow(await issue())
  })

  it('puts a new key in the place of the next one, which has to wait anew', async () => {
    const { kid } = await keyIn('next')
    pass(WAIT_SECONDS)
    expect((await api.put(`/keys/signing/${kid}/revoke`)).body.revoked).toBe(true)
    const next = await keyIn('next')
    expect(next.kid).not.toBe(kid)
    expect(await publishedKids()).toEqual([(await keyIn('current')).kid, next.kid])
    expect((await api.post('/keys/signing/rotate')).status).toBe(409)
    await rotateLater()
    expect((await keyIn('current')).kid).toBe(next.kid)
    await verifyNow(await issue())
  })

  it('leaves exactly one next key when it is revoked twice at once', async () => {
    const { kid } = await keyIn('next')
    const calls = [1, 2].map(() => api.put(`/keys/signing/${kid}/revoke`))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    expect(statuses).toContain(200)
    const { signingKeys } = await readHot()
    expect(signingKeys).toHaveLength(2)
    expect(await usableKeyFiles()).toEqual(signingKeys.map(({ keyRef }) => keyRef).toSorted())
  })
})

describe('the tenant record', () => {
  const isSmall = async () => Buffer.byteLength(JSON.stringify(await readHot())) < 4000

  it('stays small: retired keys leave it, are disabled, and are still shown for a while', async () => {
    const first = await keyIn('current')
    for (let rotation = 0; rotation < 24; rotation++) {
      pass(LONGEST_TOKEN_LIFETIME_SECONDS / 2)
      api = await managementClient(tenant)
      expect((await api.post('/keys/signing/rotate')).status).toBe(201)
      expect(await isSmall()).toBe(true)
      if (rotation === 3) {
        const shown = (await api.get(`/keys/signing/${first.kid}`)).body
        expect(shown).toMatchObject({ previous: true, revoked: false, cert: first.cert })
        expect(Date.parse(shown.published_until)).toBeLessThan(Date.now())
        expect(await publishedKids()).not.toContain(first.kid)
      }
    }
    const { signingKeys } = await readHot()
    expect(signingKeys.length).toBeLessThanOrEqual(5)
    expect(await usableKeyFiles()).toEqual(signingKeys.map(({ keyRef }) => keyRef).toSorted())
    const shown = await listKeys()
    expect(shown).toHaveLength(signingKeys.length + 20)
    expect(shown.map(({ kid }) => kid)).not.toContain(first.kid)
    const records = await tenant.ports.store.list<SigningKeyCertificate>('keys', { limit: 100 })
    expect(records).toHaveLength(shown.length)
  })

  it('stays small when rotations are forced: then a previous key has to be revoked first', async () => {
    let refused: Awaited<ReturnType<typeof api.post>> | undefined
    let rotations = 0
    while (refused === undefined) {
      const answer = await api.post('/keys/signing/rotate', { force: true })
      expect(await isSmall()).toBe(true)
      if (answer.status === 201) rotations++
      else refused = answer
      pass(1)
    }
    expect(rotations).toBeGreaterThanOrEqual(3)
    expect(refused).toMatchObject({ status: 409, body: { errorCode: 'too_many_signing_keys' } })
    const oldest = (await listKeys()).findLast(({ previous }) => previous)
    expect(refused.body.message).toContain(`PUT /api/v2/keys/signing/${oldest?.kid}/revoke`)
    expect(refused.body.message).toContain(oldest?.published_until)
    const { signingKeys } = await readHot()
    expect(await usableKeyFiles()).toEqual(signingKeys.map(({ keyRef }) => keyRef).toSorted())
    api = await managementClient(tenant)
    expect((await api.put(`/keys/signing/${oldest?.kid}/revoke`)).status).toBe(200)
    expect((await api.post('/keys/signing/rotate', { force: true })).status).toBe(201)
    expect(await isSmall()).toBe(true)
    await verifyNow(await issue())
  })
})
