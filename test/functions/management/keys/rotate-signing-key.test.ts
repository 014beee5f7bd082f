import { X509Certificate } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConflictError, StoreError } from '../../../../functions/core/errors.ts'
import { tenantKey } from '../../../../functions/core/record-keys.ts'
import {
  JWKS_MAX_AGE_SECONDS,
  LONGEST_TOKEN_LIFETIME_SECONDS,
} from '../../../../functions/core/signing-keys.ts'
import { editApi } from '../../../support/edit-tenant.ts'
import { passTime } from '../../../support/pass-time.ts'
import { type KeyServer, startKeyServer, WAIT_SECONDS } from './support/key-server.ts'

const AUDIENCE = 'https://api.example.com/'

let server: KeyServer
beforeEach(async () => {
  server = await startKeyServer()
})
afterEach(() => server.close())

describe('POST /keys/signing/rotate', () => {
  it('makes the next key current, the current one previous, and a new one next', async () => {
    const [current, next] = await server.listKeys()
    const fresh = await server.rotateLater()
    expect(fresh).toMatchObject({ current: false, next: true, previous: false })
    const now = new Date().toISOString()
    expect(await server.listKeys()).toMatchObject([
      { kid: next?.kid, current: true, previous: false, current_since: now },
      { kid: fresh.kid, next: true },
      { kid: current?.kid, current: false, previous: true, current_until: now },
    ])
    const { kid } = JSON.parse(
      Buffer.from((await server.issue()).split('.')[0] ?? '', 'base64url').toString(),
    )
    expect(kid).toBe(next?.kid)
    const pem = await (await fetch(`${server.tenant.url}pem`)).text()
    expect(new X509Certificate(pem).fingerprint).toBe(
      next && new X509Certificate(next.cert).fingerprint,
    )
  })

  it('waits until every verifier can know the next key, and says until when', async () => {
    const published = Date.now()
    const possibleAt = new Date(published + WAIT_SECONDS * 1000).toISOString()
    const before = await server.listKeys()
    const files = await server.usableKeyFiles()
    const early = await server.api.post('/keys/signing/rotate')
    expect(early).toMatchObject({ status: 409, body: { errorCode: 'next_signing_key_too_new' } })
    expect(early.body.message).toContain('force')
    const said = /Rotate from (\S+) on/.exec(early.body.message)?.[1] ?? ''
    expect(Date.parse(said)).toBeLessThanOrEqual(Date.parse(possibleAt))
    vi.setSystemTime(Date.parse(said) - 1)
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(409)
    expect(await server.listKeys()).toEqual(before)
    expect(await server.usableKeyFiles()).toEqual(files)
    vi.setSystemTime(Date.parse(said))
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(201)
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(409)
  })

  it.each([
    ['body', '/keys/signing/rotate', { force: true }],
    ['query', '/keys/signing/rotate?force=true', {}],
  ])('does so at once when told to in the %s', async (_, path, body) => {
    const next = await server.keyIn('next')
    expect((await server.api.post(path, body)).status).toBe(201)
    expect((await server.keyIn('current')).kid).toBe(next.kid)
    await server.verifyNow(await server.issue())
  })

  it('refuses a force that is neither true nor false', async () => {
    const bodies = await server.api.post('/keys/signing/rotate', { force: 'yes' })
    expect(bodies).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
    const query = await server.api.post('/keys/signing/rotate?force=1')
    expect(query).toMatchObject({ status: 400, body: { errorCode: 'invalid_query_string' } })
  })

  it('lets one of concurrent rotations win, and leaves no key that nobody knows', async () => {
    passTime(WAIT_SECONDS)
    const rotations = Array.from({ length: 4 }, () => server.api.post('/keys/signing/rotate'))
    const statuses = (await Promise.all(rotations)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409])
    const { signingKeys } = await server.readHot()
    expect(signingKeys).toHaveLength(3)
    expect(await server.usableKeyFiles()).toEqual(
      signingKeys.map(({ keyRef }) => keyRef).toSorted(),
    )
    await server.verifyNow(await server.issue())
  })

  it('loses no key when forced rotations are concurrent', async () => {
    const token = await server.issue()
    const [first] = await server.publishedKids()
    const rotations = [1, 2].map(() => server.api.post('/keys/signing/rotate', { force: true }))
    const answers = await Promise.all(rotations)
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const kids = await server.publishedKids()
    expect(kids).toHaveLength(4)
    expect(kids).toContain(first)
    const made = answers.map(({ body }) => body.kid)
    expect(kids).toEqual(expect.arrayContaining(made))
    await server.verifyNow(token)
    await server.verifyNow(await server.issue())
  })

  it('changes nothing when its key is made but cannot be recorded', async () => {
    passTime(WAIT_SECONDS)
    const before = await server.listKeys()
    const transact = vi.spyOn(server.tenant.ports.store, 'transact')
    transact.mockRejectedValueOnce(new StoreError('The store is out of reach'))
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(503)
    expect(await server.listKeys()).toEqual(before)
    await server.verifyNow(await server.issue())
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(201)
    await server.verifyNow(await server.issue())
  })

  it('keeps a key that was recorded although the store reported a conflict', async () => {
    passTime(WAIT_SECONDS)
    const { store } = server.tenant.ports
    const write = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await write(changes)
      throw new ConflictError(tenantKey)
    })
    const { status, body } = await server.api.post('/keys/signing/rotate')
    expect(status).toBe(201)
    expect((await server.keyIn('next')).kid).toBe(body.kid)
    const { signingKeys } = await server.readHot()
    expect(await server.usableKeyFiles()).toEqual(
      signingKeys.map(({ keyRef }) => keyRef).toSorted(),
    )
  })
})

describe('verifiers', () => {
  it('take tokens from before a rotation until they expire', async () => {
    await editApi(server.tenant.ports, AUDIENCE, {
      tokenLifetimeSeconds: LONGEST_TOKEN_LIFETIME_SECONDS,
    })
    const token = await server.issue()
    await server.rotateLater()
    await server.verifyNow(token)
    passTime(LONGEST_TOKEN_LIFETIME_SECONDS - WAIT_SECONDS - 1)
    await server.verifyNow(token)
    passTime(2)
    await expect(server.verifyNow(token)).rejects.toThrow(/"exp" claim/)
  })

  /** One that keeps the JWKS for as long as it may, and never asks for a key it does not know. */
  const cachingVerifier = () => {
    const keys = createRemoteJWKSet(new URL(`${server.tenant.url}.well-known/jwks.json`), {
      cacheMaxAge: JWKS_MAX_AGE_SECONDS * 1000,
      cooldownDuration: Number.POSITIVE_INFINITY,
    })
    return (token: string) => jwtVerify(token, keys, { issuer: server.tenant.url })
  }

  it('never fail with a cached JWKS, whenever they read it, as rotations wait', async () => {
    const verifiers: ReturnType<typeof cachingVerifier>[] = []
    const tokens: string[] = []
    let rotations = 0
    for (let step = 0; rotations < 3 || step < 60; step++) {
      if (verifiers.length < 10) verifiers.push(cachingVerifier())
      const { status } = await server.api.post('/keys/signing/rotate')
      if (status === 201) rotations++
      tokens.push(await server.issue())
      for (const token of [tokens[0] ?? '', tokens.at(-1) ?? '']) {
        await Promise.all(verifiers.map((verify) => verify(token)))
      }
      passTime(33)
    }
    for (const token of tokens) await server.verifyNow(token)
  })

  it('may fail for a while when rotations are forced', async () => {
    const verify = cachingVerifier()
    await verify(await server.issue())
    for (const body of [{ force: true }, { force: true }]) {
      expect((await server.api.post('/keys/signing/rotate', body)).status).toBe(201)
    }
    const token = await server.issue()
    await expect(verify(token)).rejects.toThrow(/no applicable key/)
    passTime(JWKS_MAX_AGE_SECONDS)
    await verify(token)
  })
})
