import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createHook, given } from './support/slow-hooks.ts'
import { removeHooks, says } from './support/word-hook.ts'

const tenant = useManagedTenant()
beforeAll(async () => {
  await removeHooks(tenant.api)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await removeHooks(tenant.api)
})

describe('warnings', () => {
  it('name secrets without a value, on a save and on enabling, in the log too', async () => {
    const id = await createHook(tenant.api)
    await tenant.api.post(`/hooks/${id}/secrets`, { MISSING: '_VALUE_NOT_SHOWN_' })
    const text = expect.stringContaining('MISSING')
    const saved = await tenant.api.patch(`/hooks/${id}`, { script: says('new') })
    expect(saved.body.warnings).toEqual([text])
    expect((await tenant.lastEvent()).details.warnings).toEqual([text])
    expect((await tenant.api.patch(`/hooks/${id}`, { enabled: true })).body.warnings).toEqual([
      text,
    ])
    expect((await tenant.api.patch(`/hooks/${id}`, { timeout_ms: 500 })).body).not.toHaveProperty(
      'warnings',
    )
    expect((await tenant.api.get(`/hooks/${id}`)).body).not.toHaveProperty('warnings')
  })

  it('name claims that no token will carry, unless private_claims are on', async () => {
    const build = tenant.ports.builder.build.bind(tenant.ports.builder)
    vi.spyOn(tenant.ports.builder, 'build').mockImplementation(async (source) => ({
      ...(await build(source)),
      bareClaims: ['tier', 'iss'],
      warnings: ['of the build'],
    }))
    const saved = (await tenant.api.post('/hooks', given())).body
    const [first, tier, iss] = saved.warnings
    expect(first).toBe('of the build')
    expect(tier).toMatch(/'tier'.*https:\/\/example\.com\/tier.*private_claims/)
    expect(iss).toMatch(/'iss'.*reserved.*https:\/\/example\.com\/iss/)
    expect((await tenant.api.get(`/hooks/${saved.id}/versions/1`)).body.warnings).toEqual(
      saved.warnings,
    )
    await tenant.api.patch('/tenants/settings', { private_claims: true })
    const again = await tenant.api.patch(`/hooks/${saved.id}`, { script: says('other') })
    expect(again.body.warnings).toEqual(['of the build', expect.stringContaining("'iss'")])
    await tenant.api.patch('/tenants/settings', { private_claims: false })
  })
})
