import { describe, expect, it } from 'vitest'
import { readHookClaims, warnOfBareClaims } from '../../../functions/core/hook-claims.ts'

/** What the original's documents list, and the parts of RFC 7519's registry that tokens use. */
const RESERVED =
  'acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest email entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce object_id org_id org_name orig origid permissions roles rph s_hash scope sid sip_from_tag sip_callid sub sub_jwk toe txn typ uuid vot vtm x5t#S256'.split(
    ' ',
  )

const claimsOf = (result: object, privateClaims: boolean) =>
  Object.keys(readHookClaims(result as never, privateClaims).claims)

describe('a name without a namespace', () => {
  it.each(RESERVED)('%s is never a claim', (name) => {
    expect(claimsOf({ [name]: 1 }, false)).toEqual([])
    expect(claimsOf({ [name]: 1 }, true)).toEqual([])
  })

  it.each([
    'role',
    'SUB',
    'sip',
    'x5t',
    'urn:a:b',
    'ftp://foo.com/a',
    'foo.com/a',
    ' https://foo.com',
  ])('%s is one with private_claims alone', (name) => {
    expect(claimsOf({ [name]: 1 }, false)).toEqual([])
    expect(claimsOf({ [name]: 1 }, true)).toEqual([name])
  })

  it('cannot replace a prototype', () => {
    const result = JSON.parse('{"__proto__":{"admin":true},"role":1}')
    const { claims, ignored } = readHookClaims(result, true)
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype)
    expect(ignored.map(({ name }) => name)).toEqual(['__proto__'])
  })
})

describe('a namespace', () => {
  it.each([
    'https://foo.com/a',
    'http://foo.com',
    'HTTPS://FOO.COM/a',
    'https://notauth0.com/a',
    'https://auth0.com.example.com/a',
    'https://example.com/auth0.com',
    'https://auth0.com@example.com/a',
    'https://webtask.example/a',
    'https://127.0.0.1:8080/a',
  ])('%s may be any of the owner’s', (name) => {
    expect(claimsOf({ [name]: 1 }, false)).toEqual([name])
  })

  it.each([
    'https://auth0.com/a',
    'https://AUTH0.com/a',
    'https://tenant.eu.auth0.com/a',
    'http://auth0.com:8080/a',
    'https://me@auth0.com/a',
    'https://webtask.io/a',
    'https://sandbox.webtask.io/a',
    'https://webtask.run/a',
    'https://a.webtask.run',
    'https://',
    'http://:80/a',
  ])('%s may not, private_claims or not', (name) => {
    expect(claimsOf({ [name]: 1 }, false)).toEqual([])
    expect(claimsOf({ [name]: 1 }, true)).toEqual([])
  })
})

it('says of each name of a script why no token will carry it, and what to do', () => {
  expect(warnOfBareClaims(['role', 'sub', 'https://foo.com/a'], false)).toEqual([
    expect.stringMatching(/'role'.*https:\/\/example\.com\/role.*private_claims/),
    expect.stringMatching(/'sub'.*reserved.*https:\/\/example\.com\/sub/),
  ])
  expect(warnOfBareClaims(['role', 'sub'], true)).toEqual([expect.stringContaining("'sub'")])
})
