import { createPublicKey, sign, verify } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { matchesCredential, type SignedText } from '../../../functions/core/client-credential.ts'
import type { ClientCredential } from '../../../functions/core/client-model.ts'
import { makeKeyPair } from '../../support/key-client.ts'

vi.mock('node:crypto', { spy: true })

const [first, second, stranger, large] = [2048, 2048, 2048, 3072].map(makeKeyPair)

function credential({ pem }: { pem: string } = { pem: '' }, kid = 'kid'): ClientCredential {
  const { n = '', e = '' } = createPublicKey(pem).export({ format: 'jwk' })
  const at = '2026-01-01T00:00:00.000Z'
  return { id: kid, name: '', kid, alg: 'RS256', n, e, createdAt: at, updatedAt: at }
}

function signed(by = first, more: Partial<SignedText> = {}): SignedText {
  const signature =
    by === undefined ? Buffer.of() : sign('sha256', Buffer.from('text'), by.privateKey)
  return { alg: 'RS256', kid: undefined, signingInput: 'text', signature, ...more }
}

const both = [credential(first, 'first'), credential(second, 'second')]

describe('matchesCredential', () => {
  it.each<[string, ClientCredential[], SignedText, boolean]>([
    ['the only key', [credential(first)], signed(first), true],
    ['either of two', both, signed(second), true],
    ['the named one', both, signed(second, { kid: 'second' }), true],
    ['not the other than the named one', both, signed(second, { kid: 'first' }), false],
    ['not a stranger', both, signed(stranger), false],
    ['not a key of another length', both, signed(large), false],
    ['no key', [], signed(first), false],
    ['not another text', both, signed(first, { signingInput: 'other' }), false],
  ])('knows the signature of %s', (_, keys, text, expected) => {
    expect(matchesCredential(keys, text)).toBe(expected)
  })

  /** What makes a difference to who measures: how many verifications, with keys of which length. */
  function work(keys: ClientCredential[], text: SignedText): number[] {
    vi.mocked(verify).mockClear()
    matchesCredential(keys, text)
    return vi.mocked(verify).mock.calls.map(([, , options]) => {
      const { key } = options as unknown as { key: ReturnType<typeof createPublicKey> }
      return key.asymmetricKeyDetails?.modulusLength ?? 0
    })
  }

  it.each<[string, SignedText, number[]]>([
    ['names no key', signed(stranger), [2048, 2048]],
    ['names a key', signed(stranger, { kid: 'first' }), [2048]],
    ['is of a longer key', signed(large), [3072, 3072]],
    ['is above every modulus', signed(first, { signature: Buffer.alloc(256, 0xff) }), [2048, 2048]],
    ['has another alg', signed(first, { alg: 'PS256', kid: 'first' }), [2048]],
    ['has no length that a key has', signed(first, { signature: Buffer.alloc(7) }), []],
  ])('works as much for a signature that %s, whatever keys there are', (_, text, expected) => {
    for (const keys of [[], both.slice(0, 1), both, [credential(large, 'first')]]) {
      expect(work(keys, text)).toEqual(expected)
    }
  })
})
