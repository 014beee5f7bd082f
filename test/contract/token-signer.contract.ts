import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError } from '../../functions/core/errors.ts'
import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import type { TokenSigner } from '../../functions/core/ports/token-signer.ts'

interface TokenSignerFixture {
  signer: TokenSigner
  /** Makes and ends keys that the signer is to see. */
  keys: SigningKeys
  /** A well-formed `keyRef` behind which there is no key. */
  missingKeyRef: string
  close?: () => Promise<void>
}

type Key = Awaited<ReturnType<SigningKeys['create']>>

const INPUT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhQGNsaWVudHMifQ'

/** What every `TokenSigner` does. */
export function tokenSignerContract(name: string, open: () => Promise<TokenSignerFixture>): void {
  describe(`${name} as a token signer`, () => {
    let fixture: TokenSignerFixture
    let key: Key
    let otherKey: Key

    beforeAll(async () => {
      fixture = await open()
      key = await fixture.keys.create('tenant.example.com')
      otherKey = await fixture.keys.create('tenant.example.com')
    })
    afterAll(() => fixture?.close?.())

    it('signs so that the public half verifies RS256', async () => {
      const signature = await fixture.signer.sign(key.keyRef, INPUT)
      expect(verifies(key, INPUT, signature)).toBe(true)
      expect(verifies(key, `${INPUT}x`, signature)).toBe(false)
    })

    it('signs with the key that it is told to', async () => {
      const signature = await fixture.signer.sign(otherKey.keyRef, INPUT)
      expect(verifies(otherKey, INPUT, signature)).toBe(true)
      expect(verifies(key, INPUT, signature)).toBe(false)
    })

    it('gives the same signature for the same input', async () => {
      const signatures = await Promise.all([
        fixture.signer.sign(key.keyRef, INPUT),
        fixture.signer.sign(key.keyRef, INPUT),
      ])
      expect(Buffer.from(signatures[0])).toEqual(Buffer.from(signatures[1]))
      expect(signatures[0]).toHaveLength(256)
    })

    it('signs a token with 100 KB of claims', async () => {
      const input = `${INPUT}${'a'.repeat(136_000)}`
      expect(verifies(key, input, await fixture.signer.sign(key.keyRef, input))).toBe(true)
    })

    it('keeps inputs that are signed at the same time apart', async () => {
      const inputs = Array.from({ length: 50 }, (_, i) => `${INPUT}${i}`)
      const signed = await Promise.all(
        inputs.map((input, i) => fixture.signer.sign((i % 2 ? key : otherKey).keyRef, input)),
      )
      const valid = inputs.map((input, i) =>
        verifies(i % 2 ? key : otherKey, input, signed[i] ?? new Uint8Array()),
      )
      expect(valid).toEqual(inputs.map(() => true))
    })

    it('rejects with a StoreError that names a missing key', async () => {
      const failure = await failureOf(fixture.signer.sign(fixture.missingKeyRef, INPUT))
      expect(failure).toBeInstanceOf(StoreError)
      expect(failure).toHaveProperty('message', expect.stringContaining(fixture.missingKeyRef))
    })

    it('rejects with a StoreError that names a key disabled after use', async () => {
      const ended = await fixture.keys.create('tenant.example.com')
      await fixture.signer.sign(ended.keyRef, INPUT)
      await fixture.keys.disable(ended.keyRef)
      const failure = await failureOf(fixture.signer.sign(ended.keyRef, INPUT))
      expect(failure).toBeInstanceOf(StoreError)
      expect(failure).toHaveProperty('message', expect.stringContaining(ended.keyRef))
    })

    it('goes on signing with the others', async () => {
      const signature = await fixture.signer.sign(key.keyRef, INPUT)
      expect(verifies(key, INPUT, signature)).toBe(true)
    })
  })
}

function verifies({ n, e }: Key, input: string, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return verify('sha256', Buffer.from(input), publicKey, signature)
}

function failureOf(signing: Promise<unknown>): Promise<unknown> {
  return signing.then(
    () => undefined,
    (error: unknown) => error,
  )
}
