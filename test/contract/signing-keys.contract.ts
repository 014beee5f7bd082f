import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError } from '../../functions/core/errors.ts'
import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import type { TokenSigner } from '../../functions/core/ports/token-signer.ts'

interface SigningKeysFixture {
  keys: SigningKeys
  /** Signs with the keys made. */
  signer: TokenSigner
  close?: () => Promise<void>
}

const SUBJECT = 'tenant.example.com'
const INPUT = 'header.payload'

/** What every `SigningKeys` does. */
export function signingKeysContract(name: string, open: () => Promise<SigningKeysFixture>): void {
  describe(`${name} as the maker of signing keys`, () => {
    let fixture: SigningKeysFixture
    let key: Awaited<ReturnType<SigningKeys['create']>>

    beforeAll(async () => {
      fixture = await open()
      key = await fixture.keys.create(SUBJECT)
    })
    afterAll(() => fixture?.close?.())

    it('gives the public half of an RSA-2048 key as base64url', () => {
      expect(key.n).toMatch(/^[A-Za-z0-9_-]{342}$/)
      expect(key.e).toBe('AQAB')
      const { asymmetricKeyDetails } = publicKeyOf(key)
      expect(asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n })
    })

    it('makes a key that signs at once', async () => {
      const signature = await fixture.signer.sign(key.keyRef, INPUT)
      expect(verify('sha256', Buffer.from(INPUT), publicKeyOf(key), signature)).toBe(true)
    })

    it('gives a certificate of that key in its own name, signed by itself', () => {
      const certificate = new X509Certificate(key.certificate)
      expect(certificate.subject).toBe(`CN=${SUBJECT}`)
      expect(certificate.issuer).toBe(`CN=${SUBJECT}`)
      expect(certificate.publicKey.equals(publicKeyOf(key))).toBe(true)
      expect(certificate.verify(certificate.publicKey)).toBe(true)
    })

    it('gives a certificate that is valid now and for the next ten years', () => {
      const certificate = new X509Certificate(key.certificate)
      const inTenYears = Date.now() + 10 * 366 * 86_400_000
      expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(Date.now())
      expect(certificate.validToDate.getTime()).toBeGreaterThan(inTenYears)
    })

    it('takes the subject as a name, whatever signs stand in it', async () => {
      const { certificate } = await fixture.keys.create('a\\b, O=Example + "c"')
      const { subject } = new X509Certificate(certificate).toLegacyObject()
      expect(subject).toEqual({ __proto__: null, CN: 'a\\b, O=Example + "c"' })
    })

    it('makes another key each time', async () => {
      const other = await fixture.keys.create(SUBJECT)
      expect(other.keyRef).not.toBe(key.keyRef)
      expect(other.n).not.toBe(key.n)
    })

    it('ends a key, also one that has not signed yet, and ending it twice is no error', async () => {
      const ended = await fixture.keys.create(SUBJECT)
      await fixture.keys.disable(ended.keyRef)
      await fixture.keys.disable(ended.keyRef)
      await expect(fixture.signer.sign(ended.keyRef, INPUT)).rejects.toThrow(StoreError)
    })

    it('ends no other key', async () => {
      await expect(fixture.signer.sign(key.keyRef, INPUT)).resolves.toHaveLength(256)
    })
  })
}

function publicKeyOf({ n, e }: { n: string; e: string }) {
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
}
