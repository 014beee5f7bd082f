import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect } from 'vitest'
import type { TokenServer } from './token-client.ts'

const LIFETIME_SECONDS = 86_400

/** Asserts that a token is the demo application's, with what the tutorial's hook added, to the last claim. */
export function expectTutorialToken(token: unknown, { url, credentials: { demo } }: TokenServer) {
  expect(token).toBeTypeOf('string')
  expect(decodeProtectedHeader(String(token))).toEqual({
    typ: 'JWT',
    alg: 'RS256',
    kid: expect.any(String),
  })
  const payload = decodeJwt(String(token))
  expect(payload).toEqual({
    iss: url,
    sub: `${demo.client_id}@clients`,
    aud: demo.audience,
    iat: expect.any(Number),
    exp: Number(payload.iat) + LIFETIME_SECONDS,
    gty: 'client-credentials',
    azp: demo.client_id,
    scope: 'read:data extra',
    'https://foo.com/claim': 'bar',
  })
  expect(Object.keys(payload).slice(-2)).toEqual(['scope', 'https://foo.com/claim'])
}
