import { expect, it } from 'vitest'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import { type Auth0Scenario, createGrant, exchange, nextToken } from './auth0-scenario.ts'

/** The settings of the tenant. */
export function tenantScenarios({ server, sdk, plain }: Auth0Scenario): void {
  it('reads the settings, or some of them', async () => {
    const { body } = await (await plain()).get('/tenants/settings')
    expect(await sdk().call('tenant.get')).toEqual(body)
    const some = { fields: 'friendly_name,session_lifetime', include_fields: true }
    const { friendly_name, session_lifetime } = body
    expect(await sdk().call('tenant.get', some)).toEqual({ friendly_name, session_lifetime })
  })

  it('updates the settings: the next token follows', async () => {
    const { major, call } = sdk()
    const api = await plain()
    const { machine, api: target } = await createGrant(api, ['read:data'])
    const friendly_name = `Tenant of auth0 ${major}`
    const updated = await call('tenant.update', {
      friendly_name,
      default_audience: target.identifier,
    })
    try {
      const { body } = await api.get('/tenants/settings')
      expect(body).toMatchObject(updated)
      expect(body).toMatchObject({ friendly_name, default_audience: target.identifier })
      expect(await nextToken(server(), machine)).toMatchObject({ aud: target.identifier })
    } finally {
      await call('tenant.update', { default_audience: '' })
    }
    expect((await exchange(server(), machine)).status).toBe(403)
    await expect(call('tenant.update', { default_audience: 5 })).rejects.toMatchObject(
      auth0Refusal(major, {
        statusCode: 400,
        message: /'default_audience'/,
        errorCode: 'invalid_body',
      }),
    )
  })
}
