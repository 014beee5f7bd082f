import { createHash, X509Certificate } from 'node:crypto'
import { createLocalJWKSet, importX509, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../../functions/core/errors.ts'
import type { HttpRequest } from '../../../functions/core/http.ts'
import type { TenantStore } from '../../../functions/core/ports/tenant-store.ts'
import { signingKeyCertificateKey } from '../../../functions/core/record-keys.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS } from '../../../functions/core/signing-keys.ts'
import {
  createDiscoveryEndpoints,
  type DiscoveryEndpoints,
} from '../../../functions/discovery/create-discovery-endpoints.ts'
import { MemoryTenantStore } from '../../support/memory-tenant-store.ts'
import { openFileKeys } from '../../support/open-file-keys.ts'
import { type MadeKey, makeSigningKey, storeWithKeys } from '../../support/published-tenant.ts'

const NOW = 1_800_000_000_000
const clock = { now: () => NOW }
const DOCUMENTS = [
  'jwks',
  'certificate',
  'openidConfiguration',
  'authorizationServerMetadata',
] as const satisfies (keyof DiscoveryEndpoints)[]

describe('the public documents', () => {
  let files: Awaited<ReturnType<typeof openFileKeys>>
  let current: MadeKey
  let next: MadeKey
  let previous: MadeKey
  let retired: MadeKey
  let revoked: MadeKey
  let endpoints: DiscoveryEndpoints

  beforeAll(async () => {
    files = await openFileKeys()
    const ended = NOW - LONGEST_TOKEN_LIFETIME_SECONDS * 1000 - 1
    next = await makeSigningKey(files.keys)
    retired = await makeSigningKey(files.keys, { currentSince: 1, previousSince: ended })
    previous = await makeSigningKey(files.keys, { currentSince: ended, previousSince: NOW - 5 })
    current = await makeSigningKey(files.keys, { currentSince: NOW - 5 })
    revoked = await makeSigningKey(files.keys, { currentSince: NOW - 9, revokedAt: NOW - 5 })
    const store = await storeWithKeys([retired, revoked, previous, next, current])
    endpoints = createDiscoveryEndpoints({ store, clock })
  })
  afterAll(() => files.close())

  describe('jwks', () => {
    it('has the current, next and previous keys with their certificates', async () => {
      const { headers, body } = await endpoints.jwks(get())
      expect(headers['content-type']).toBe('application/json')
      const expected = [current, next, previous].map(({ key: { n, e, kid }, certificate }) => {
        const der = Buffer.from(certificate, 'base64')
        const x5t = createHash('sha1').update(der).digest('base64url')
        return { alg: 'RS256', kty: 'RSA', use: 'sig', n, e, kid, x5t, x5c: [certificate] }
      })
      expect(body).toBe(JSON.stringify({ keys: expected }))
    })

    it('verifies the tokens of its keys for jose', async () => {
      const keySet: JSONWebKeySet = JSON.parse((await endpoints.jwks(get())).body)
      const keys = createLocalJWKSet(keySet)
      for (const { key } of [current, previous]) {
        const { payload } = await jwtVerify(await token(key.kid, key.keyRef), keys)
        expect(payload.sub).toBe('a@clients')
      }
      const forged = await token(revoked.key.kid, revoked.key.keyRef)
      await expect(jwtVerify(forged, keys)).rejects.toThrow(/no applicable key/)
    })

    it('goes without a certificate whose record is lost', async () => {
      const store = await storeWithKeys([current])
      const certificate = signingKeyCertificateKey(current.key.kid)
      await store.transact([{ remove: certificate, expect: 1 }])
      const { status, body } = await createDiscoveryEndpoints({ store, clock }).jwks(get())
      const { n, e, kid } = current.key
      expect(status).toBe(200)
      expect(JSON.parse(body)).toEqual({
        keys: [{ alg: 'RS256', kty: 'RSA', use: 'sig', n, e, kid }],
      })
    })

    it('is empty, so that verifiers forget them, when all keys are revoked', async () => {
      const store = await storeWithKeys([revoked])
      const { status, body } = await createDiscoveryEndpoints({ store, clock }).jwks(get())
      expect([status, body]).toEqual([200, '{"keys":[]}'])
    })
  })

  it('have the current certificate as PEM', async () => {
    const { headers, body } = await endpoints.certificate(get())
    expect(headers['content-type']).toBe('application/x-pem-file')
    expect(new X509Certificate(body).raw.toString('base64')).toBe(current.certificate)
    const { key } = current
    const verified = await jwtVerify(
      await token(key.kid, key.keyRef),
      await importX509(body, 'RS256'),
    )
    expect(verified.payload.sub).toBe('a@clients')
  })

  it('say what this server does (RFC 8414)', async () => {
    const { headers, body } = await endpoints.authorizationServerMetadata(get())
    expect(headers['content-type']).toBe('application/json')
    expect(JSON.parse(body)).toEqual({
      issuer: 'https://tenant.example.com/',
      token_endpoint: 'https://tenant.example.com/oauth/token',
      jwks_uri: 'https://tenant.example.com/.well-known/jwks.json',
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'PS256'],
      response_types_supported: [],
    })
  })

  it('say the same to OpenID parsers, with the lists that those require', async () => {
    const metadata = JSON.parse((await endpoints.authorizationServerMetadata(get())).body)
    const { body } = await endpoints.openidConfiguration(get())
    expect(JSON.parse(body)).toEqual({
      ...metadata,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  })

  describe.each(DOCUMENTS)('%s', (name) => {
    it('may be kept for five minutes and has a strong tag that follows its content', async () => {
      const { status, headers, body } = await endpoints[name](get())
      const tag = createHash('sha256').update(body).digest('base64url')
      expect(status).toBe(200)
      expect(headers.etag).toBe(`"${tag}"`)
      expect(headers['cache-control']).toBe('public, max-age=300')
    })

    it.each<[string, (tag: string) => string]>([
      ['its tag', (tag) => tag],
      ['its tag as a weak one', (tag) => `W/${tag}`],
      ['a list with its tag', (tag) => `"other", W/"a,b",${tag}`],
      ['any tag', () => ' * '],
    ])('answers 304 to who has %s', async (_, header) => {
      const { headers } = await endpoints[name](get())
      const { etag = '' } = headers
      const kept = await endpoints[name](get({ 'if-none-match': header(etag) }))
      expect(kept).toEqual({
        status: 304,
        headers: { etag, 'cache-control': 'public, max-age=300' },
        body: '',
      })
    })

    it.each<[string, (tag: string) => string]>([
      ['another tag', () => '"other"'],
      ['a tag that only holds its own', (tag) => tag.replace(/"$/, 'x"')],
      ['its tag without quotes', (tag) => tag.replaceAll('"', '')],
      ['an empty list', () => ''],
    ])('answers whole to who has %s', async (_, header) => {
      const { etag = '' } = (await endpoints[name](get())).headers
      const { status } = await endpoints[name](get({ 'if-none-match': header(etag) }))
      expect(status).toBe(200)
    })

    it('answers 503 with Retry-After before the tenant is set up', async () => {
      const response = await failing(new MemoryTenantStore()).answer(name)
      expect(response.status).toBe(503)
      expect(response.headers['retry-after']).toBe('1')
      expect(response.headers['cache-control']).toBe('no-store')
    })

    it('answers 503 with Retry-After while the store is out of reach, and reports why', async () => {
      const cause = new StoreError('table xyz: throttled')
      const { answer, report } = failing(broken(cause))
      const { status, headers, body } = await answer(name)
      expect([status, headers['retry-after']]).toEqual([503, '1'])
      expect(JSON.parse(body)).toHaveProperty('error', 'temporarily_unavailable')
      expect(body).not.toContain('xyz')
      expect(report).toHaveBeenCalledExactlyOnceWith(cause)
    })

    it('answers 500 to anything unforeseen, tells nobody, and reports it', async () => {
      const cause = new TypeError('secret detail')
      const { answer, report } = failing(broken(cause))
      const { status, headers, body } = await answer(name)
      expect(status).toBe(500)
      expect(headers['cache-control']).toBe('no-store')
      expect(JSON.parse(body)).toHaveProperty('error', 'server_error')
      expect(body).not.toContain('detail')
      expect(report).toHaveBeenCalledExactlyOnceWith(cause)
    })
  })

  async function token(kid: string, keyRef: string): Promise<string> {
    const parts = [{ alg: 'RS256', kid }, { sub: 'a@clients' }]
    const input = parts
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const signature = await files.signer.sign(keyRef, input)
    return `${input}.${Buffer.from(signature).toString('base64url')}`
  }
})

function get(headers: Record<string, string> = {}): HttpRequest {
  return { method: 'GET', path: '/', query: '', headers, body: new Uint8Array(), ip: '192.0.2.1' }
}

function broken(cause: Error): TenantStore {
  const fail = () => Promise.reject(cause)
  return { read: fail, list: fail, transact: fail }
}

function failing(store: TenantStore) {
  const report = vi.fn()
  const endpoints = createDiscoveryEndpoints({ store, clock, report })
  return { report, answer: (name: keyof DiscoveryEndpoints) => endpoints[name](get()) }
}
