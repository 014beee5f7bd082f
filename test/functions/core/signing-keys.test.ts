import { describe, expect, it } from 'vitest'
import {
  currentSigningKey,
  jwkThumbprint,
  publishedSigningKeys,
  signingKeyState,
} from '../../../functions/core/signing-keys.ts'
import type { SigningKey } from '../../../functions/core/tenant-model.ts'

const LIFETIME_SECONDS = 3600
const NOW = 10_000_000

function key(kid: string, times: Partial<SigningKey> = {}): SigningKey {
  return { kid, keyRef: `${kid}.pem`, n: 'n', e: 'AQAB', createdAt: 0, ...times }
}

describe('signingKeyState', () => {
  const lastPublished = NOW - LIFETIME_SECONDS * 1000

  it.each<[string, string, Partial<SigningKey>]>([
    ['next', 'that has not signed', {}],
    ['next', 'that is to sign later', { currentSince: NOW + 1 }],
    ['current', 'that signs from now on', { currentSince: NOW }],
    ['current', 'until its successor signs', { currentSince: 1, previousSince: NOW + 1 }],
    ['previous', 'from then on', { currentSince: 1, previousSince: NOW }],
    ['previous', 'whose last token ends now', { currentSince: 1, previousSince: lastPublished }],
    ['retired', 'whose tokens have ended', { currentSince: 1, previousSince: lastPublished - 1 }],
    ['revoked', 'revoked before it signed', { revokedAt: NOW }],
    ['revoked', 'revoked while it signed', { currentSince: 1, revokedAt: NOW }],
    ['revoked', 'revoked afterwards', { currentSince: 1, previousSince: 2, revokedAt: 3 }],
    ['revoked', 'revoked by a clock that is ahead', { currentSince: 1, revokedAt: NOW + 50 }],
  ])('calls %s a key %s', (state, _, times) => {
    expect(signingKeyState(key('a', times), NOW, LIFETIME_SECONDS)).toBe(state)
  })
})

describe('currentSigningKey', () => {
  const old = key('old', { currentSince: 1, previousSince: NOW })
  const successor = key('successor', { currentSince: NOW })

  it('hands over from one key to the next in one instant', () => {
    expect(currentSigningKey([successor, old], NOW - 1)).toBe(old)
    expect(currentSigningKey([successor, old], NOW)).toBe(successor)
  })

  it('never takes a next, previous or revoked key', () => {
    const keys = [
      key('next'),
      key('previous', { currentSince: 1, previousSince: 2 }),
      key('revoked', { currentSince: 3, revokedAt: 4 }),
      key('current', { currentSince: 2 }),
    ]
    expect(currentSigningKey(keys, NOW).kid).toBe('current')
  })

  it('takes the one that became current last, should two be', () => {
    const keys = [key('a', { currentSince: 2 }), key('b', { currentSince: 3 })]
    expect(currentSigningKey(keys, NOW).kid).toBe('b')
    expect(currentSigningKey(keys.reverse(), NOW).kid).toBe('b')
  })

  it('takes the first to come for a clock that is behind the first key', () => {
    const keys = [key('b', { currentSince: NOW + 200 }), key('a', { currentSince: NOW + 100 })]
    expect(currentSigningKey(keys, NOW).kid).toBe('a')
  })

  it('says what to do when there is none', () => {
    const keys = [key('next'), key('revoked', { currentSince: 3, revokedAt: 4 })]
    expect(() => currentSigningKey(keys, NOW)).toThrow(
      "None of the tenant's 2 signing keys is current. Make one: hookmint keys rotate",
    )
  })
})

describe('publishedSigningKeys', () => {
  it('lists current, next and previous keys, neither retired nor revoked ones', () => {
    const keys = [
      key('retired', { currentSince: 1, previousSince: 2 }),
      key('previous', { currentSince: 2, previousSince: NOW - 2, createdAt: 1 }),
      key('younger previous', { currentSince: NOW - 2, previousSince: NOW - 1, createdAt: 2 }),
      key('revoked', { currentSince: 1, revokedAt: 3 }),
      key('next', { createdAt: 4 }),
      key('current', { currentSince: NOW - 1, createdAt: 3 }),
    ]
    expect(publishedSigningKeys(keys, NOW, LIFETIME_SECONDS).map(({ kid }) => kid)).toEqual([
      'current',
      'next',
      'younger previous',
      'previous',
    ])
  })

  it('leaves the given list as it is', () => {
    const keys = [key('next'), key('current', { currentSince: 1 })]
    publishedSigningKeys(keys, NOW, LIFETIME_SECONDS)
    currentSigningKey(keys, NOW)
    expect(keys.map(({ kid }) => kid)).toEqual(['next', 'current'])
  })
})

describe('jwkThumbprint', () => {
  it('is the one of the example in RFC 7638 3.1', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJ' +
      'ECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW' +
      '2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQ' +
      'Fh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'
    expect(jwkThumbprint({ n, e: 'AQAB' })).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })
})
