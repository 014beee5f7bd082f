import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createVersionedHook, type VersionedHook } from './support/versioned-hook.ts'
import { removeHooks, tokenWord } from './support/word-hook.ts'

const tenant = useManagedTenant()
let hook: VersionedHook
beforeEach(async () => {
  hook = await createVersionedHook(tenant)
})
afterEach(() => removeHooks(tenant.api))

describe('a version that was removed by hand', () => {
  const remove = () => tenant.ports.deployer.remove(hook.id)
  const status = async () => (await tenant.api.get(`${hook.path}/status`)).body
  const rebuild = () => tenant.api.post(`${hook.path}/versions/1/rebuild`)

  it('is named by the status, and by the log of each token that it keeps from being issued', async () => {
    const { versionArn } = await hook.stored(1)
    expect(await status()).toMatchObject({ version: 1, deployed: true })
    await remove()
    expect(await status()).toMatchObject({ version: 1, deployed: false })
    const answer = await demoExchange(tenant)
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({
      error: 'server_error',
      error_description: 'The hook of this tenant failed. Its owner finds the cause in the log.',
    })
    const { description, details } = await tenant.lastEvent()
    const told = `Version 1 of h is not deployed any more: there is no ${versionArn}. Build it again: hookmint rollback h --to 1 --rebuild`
    expect(description).toBe(`The hook failed (not-deployed): Error: ${told}`)
    expect(details).toMatchObject({
      error: 'hookServerError',
      hook: { id: hook.id, name: 'h', version: 1, cause: 'not-deployed', error: { message: told } },
    })
    await rebuild()
    expect(await status()).toMatchObject({ deployed: true })
    expect(await tokenWord(tenant)).toBe('1')
  })

  it('is not enabled before it was built again', async () => {
    await tenant.api.patch(hook.path, { enabled: false })
    await remove()
    const refused = await tenant.api.patch(hook.path, { enabled: true })
    expect(refused.status).toBe(409)
    expect(refused.body.message).toContain(`POST /api/v2/hooks/${hook.id}/versions/1/rebuild`)
    expect((await tenant.api.get(hook.path)).body.enabled).toBe(false)
    await rebuild()
    expect((await tenant.api.patch(hook.path, { enabled: true })).status).toBe(200)
    expect(await tokenWord(tenant)).toBe('1')
  })
})
