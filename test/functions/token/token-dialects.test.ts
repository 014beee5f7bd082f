import { beforeAll, describe, expect, it } from 'vitest'
import { disableHooks, editApi } from '../../support/edit-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const AUDIENCE = 'https://api.example.com/'

const tenant = useTenant()
beforeAll(async () => {
  await disableHooks(tenant.ports)
})

describe('token dialects', () => {
  const head = ['iss', 'sub', 'aud', 'iat', 'exp']
  it.each([
    ['access_token', 'JWT', [...head, 'gty', 'azp', 'scope']],
    ['access_token_authz', 'JWT', [...head, 'gty', 'azp', 'scope', 'permissions']],
    ['rfc9068_profile', 'at+jwt', [...head, 'client_id', 'jti', 'scope']],
    ['rfc9068_profile_authz', 'at+jwt', [...head, 'client_id', 'jti', 'scope', 'permissions']],
  ] as const)('%s', async (tokenDialect, typ, claims) => {
    await editApi(tenant.ports, AUDIENCE, { tokenDialect })
    const { header, payload } = decodeToken(await demoExchange(tenant))
    expect(header.typ).toBe(typ)
    expect(Object.keys(payload)).toEqual(claims)
    if (tokenDialect.endsWith('_authz')) expect(payload.permissions).toEqual(['read:data'])
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'access_token' })
  })

  it('gives every rfc9068 token its own jti', async () => {
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'rfc9068_profile' })
    const [one, two] = [await demoExchange(tenant), await demoExchange(tenant)]
    expect(decodeToken(one).payload.jti).not.toBe(decodeToken(two).payload.jti)
    await editApi(tenant.ports, AUDIENCE, { tokenDialect: 'access_token' })
  })

  it('takes the lifetime from the API', async () => {
    await editApi(tenant.ports, AUDIENCE, { tokenLifetimeSeconds: 60 })
    const answer = await demoExchange(tenant)
    const { payload } = decodeToken(answer)
    expect(answer.body.expires_in).toBe(60)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60)
    await editApi(tenant.ports, AUDIENCE, { tokenLifetimeSeconds: 86_400 })
  })
})
