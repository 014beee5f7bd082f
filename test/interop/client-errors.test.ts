import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorDialect } from '../../functions/core/tenant-model.ts'
import { editTenant, useScript } from '../support/edit-tenant.ts'
import { type ServedTenant, serveTenant } from '../support/serve-tenant.ts'
import { type Attempt, LIBRARIES, refused } from './support/token-libraries.ts'

let tenant: ServedTenant
beforeAll(async () => {
  tenant = await serveTenant()
})
afterAll(() => tenant.close())

const UNKNOWN = 'https://unknown.example.com/'

const CASES: {
  what: string
  changes: Partial<Attempt>
  description: string
  answers: Record<ErrorDialect, [number, string]>
}[] = [
  {
    what: 'a wrong secret in the body',
    changes: { secret: 'wrong' },
    description: 'Unauthorized',
    answers: { auth0: [401, 'access_denied'], rfc6749: [401, 'invalid_client'] },
  },
  {
    what: 'an API that does not exist',
    changes: { audience: UNKNOWN },
    description: `Service not enabled within domain: ${UNKNOWN}`,
    answers: { auth0: [403, 'access_denied'], rfc6749: [400, 'invalid_target'] },
  },
  {
    what: 'a scope that is not granted',
    changes: { scope: 'read:data write:data' },
    description: 'Client has not been granted scopes: write:data',
    answers: { auth0: [403, 'access_denied'], rfc6749: [400, 'invalid_scope'] },
  },
]

describe.each(['auth0', 'rfc6749'] as const)('in the %s dialect', (dialect) => {
  beforeAll(() => editTenant(tenant.ports, { oauthErrors: dialect }))

  describe.each(Object.entries(LIBRARIES))('%s', (_, library) => {
    it.each(CASES)('tells of $what', async ({ changes, description, answers }) => {
      const [status, error] = answers[dialect]
      const told = library.read(await refused(library, tenant, changes))
      expect(told).toEqual({ status, error, error_description: description })
    })
  })
})

describe('a wrong secret in the header', () => {
  const attempt = { secret: 'wrong', authentication: 'header' } as const

  it.each(Object.entries(LIBRARIES))(
    'is access_denied to %s in the auth0 dialect',
    async (_, library) => {
      await editTenant(tenant.ports, { oauthErrors: 'auth0' })
      const told = library.read(await refused(library, tenant, attempt))
      expect(told).toEqual({
        status: 401,
        error: 'access_denied',
        error_description: 'Unauthorized',
      })
    },
  )

  it.each(['oauth4webapi', 'openid-client'] as const)(
    'is a challenge for Basic to %s in the rfc6749 dialect',
    async (name) => {
      await editTenant(tenant.ports, { oauthErrors: 'rfc6749' })
      const error = await refused(LIBRARIES[name], tenant, attempt)
      expect(error).toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
      const { status, cause, response } = error as oauth.WWWAuthenticateChallengeError
      expect({ status, scheme: cause[0]?.scheme }).toEqual({ status: 401, scheme: 'basic' })
      expect(await response.json()).toEqual({
        error: 'invalid_client',
        error_description: 'Unauthorized',
      })
    },
  )

  it('is invalid_client to simple-oauth2 in the rfc6749 dialect', async () => {
    await editTenant(tenant.ports, { oauthErrors: 'rfc6749' })
    const library = LIBRARIES['simple-oauth2']
    expect(library.read(await refused(library, tenant, attempt))).toEqual({
      status: 401,
      error: 'invalid_client',
      error_description: 'Unauthorized',
    })
  })
})

describe("a hook's own refusal", () => {
  beforeAll(() =>
    useScript(
      tenant.ports,
      `module.exports = (client, scope, audience, context, cb) =>
        cb(new InvalidScopeError('Not on Sundays'))`,
    ),
  )

  it.each(Object.entries(LIBRARIES))('reaches %s as the hook words it', async (_, library) => {
    expect(library.read(await refused(library, tenant, {}))).toEqual({
      status: 400,
      error: 'invalid_scope',
      error_description: 'Not on Sundays',
    })
  })
})
