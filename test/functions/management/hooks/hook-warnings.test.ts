import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { createHook, given } from './support/slow-hooks.ts'
import { removeHooks, says } from './support/word-hook.ts'

let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
  await removeHooks(api)
})
afterAll(() => tenant.close())
afterEach(async () => {
  vi.restoreAllMocks()
  await removeHooks(api)
})

describe('warnings', () => {
  it('name secrets without a value, on a save and on enabling, in the log too', async () => {
    const id = await createHook(api)
    await api.post(`/hooks/${id}/secrets`, { MISSING: '_VALUE_NOT_SHOWN_' })
    const text = expect.stringContaining('MISSING')
    const saved = await api.patch(`/hooks/${id}`, { script: says('new') })
    expect(saved.body.warnings).toEqual([text])
    expect((await tenant.lastEvent()).details.warnings).toEqual([text])
    expect((await api.patch(`/hooks/${id}`, { enabled: true })).body.warnings).toEqual([text])
    expect((await api.patch(`/hooks/${id}`, { timeout_ms: 500 })).body).not.toHaveProperty(
      'warnings',
    )
    expect((await api.get(`/hooks/${id}`)).body).not.toHaveProperty('warnings')
  })

  it('name claims that no token will carry, unless private_claims are on', async () => {
    const build = tenant.ports.builder.build.bind(tenant.ports.builder)
    vi.spyOn(tenant.ports.builder, 'build').mockImplementation(async (source) => ({
      ...(await build(source)),
      bareClaims: ['tier', 'iss'],
      warnings: ['of the build'],
    }))
    const saved = (await api.post('/hooks', given())).body
    const [first, tier, iss] = saved.warnings
    expect(first).toBe('of the build')
    expect(tier).toMatch(/'tier'.*https:\/\/example\.com\/tier.*private_claims/)
    expect(iss).toMatch(/'iss'.*reserved.*https:\/\/example\.com\/iss/)
    expect((await api.get(`/hooks/${saved.id}/versions/1`)).body.warnings).toEqual(saved.warnings)
    await api.patch('/tenants/settings', { private_claims: true })
    const again = await api.patch(`/hooks/${saved.id}`, { script: says('other') })
    expect(again.body.warnings).toEqual(['of the build', expect.stringContaining("'iss'")])
    await api.patch('/tenants/settings', { private_claims: false })
  })
})
