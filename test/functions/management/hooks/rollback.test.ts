import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createVersionedHook, type VersionedHook } from './support/versioned-hook.ts'
import { removeHooks, says, tokenWord } from './support/word-hook.ts'

const tenant = useManagedTenant({ requestsPerMinute: 1_000_000 })
let hook: VersionedHook
beforeEach(async () => {
  hook = await createVersionedHook(tenant)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await removeHooks(tenant.api)
})

describe('going back', () => {
  it('acts on the very next token of an enabled hook, there and back', async () => {
    await hook.save('2')
    for (const number of ['1', '2', '1']) {
      const { status, body } = await tenant.api.post(`${hook.path}/versions/${number}/deploy`)
      expect(status).toBe(200)
      expect(body).toEqual((await tenant.api.get(hook.path)).body)
      expect(body).toMatchObject({ id: hook.id, script: says(number), enabled: true })
      expect(await tokenWord(tenant)).toBe(number)
      expect((await tenant.lastEvent()).details.hook).toMatchObject({ version: Number(number) })
      expect((await hook.versions()).filter(({ pinned }) => pinned)).toEqual([
        expect.objectContaining({ version: Number(number), current: true }),
      ])
    }
  })

  it('enables nothing, and what is enabled later is what was gone back to', async () => {
    await hook.save('2')
    await tenant.api.patch(hook.path, { enabled: false })
    const { body } = await tenant.api.post(`${hook.path}/versions/1/deploy`)
    expect(body).toMatchObject({ script: says('1'), enabled: false })
    expect(await tokenWord(tenant)).toBeUndefined()
    await tenant.api.patch(hook.path, { enabled: true })
    expect(await tokenWord(tenant)).toBe('1')
  })

  it('never uses a number twice', async () => {
    await hook.save('2')
    await tenant.api.post(`${hook.path}/versions/1/deploy`)
    await hook.save('3')
    expect(await hook.numbers()).toEqual([3, 2, 1])
    expect(await tokenWord(tenant)).toBe('3')
  })

  it('keeps name, settings and secrets', async () => {
    await tenant.api.post(`${hook.path}/secrets`, { A: 'a value' })
    await tenant.api.patch(hook.path, { name: 'other', timeout_ms: 777, script: says('2') })
    const { body } = await tenant.api.post(`${hook.path}/versions/1/deploy`)
    expect(body).toMatchObject({ name: 'other', timeout_ms: 777, script: says('1') })
    expect(Object.keys((await tenant.api.get(`${hook.path}/secrets`)).body)).toEqual(['A'])
  })

  it('builds again what is not deployed any more', async () => {
    await hook.save('2')
    const { versionArn } = await hook.stored(1)
    await tenant.ports.deployer.keepOnly(hook.id, [(await hook.stored(2)).versionArn])
    expect(hook.isDeployed(versionArn)).toBe(false)
    const build = vi.spyOn(tenant.ports.builder, 'build')
    await tenant.api.post(`${hook.path}/versions/1/deploy`)
    expect(build).toHaveBeenCalledOnce()
    expect(build.mock.lastCall?.[0]).toEqual({ script: says('1'), dependencies: {} })
    expect(await tokenWord(tenant)).toBe('1')
    expect(hook.isDeployed(versionArn)).toBe(true)
    await tenant.api.post(`${hook.path}/versions/2/deploy`)
    expect(build).toHaveBeenCalledOnce()
  })

  it('pins nothing that does not load', async () => {
    await hook.save('2')
    vi.spyOn(tenant.ports.runner, 'probe').mockResolvedValueOnce({
      kind: 'failed',
      cause: 'load-failed',
      durationMs: 1,
      console: [],
      consoleDropped: 0,
      pending: [],
    })
    const answer = await tenant.api.post(`${hook.path}/versions/1/deploy`)
    expect(answer).toMatchObject({ status: 400 })
    expect(answer.body.message).toContain('does not load')
    expect((await tenant.api.get(hook.path)).body).toMatchObject({
      script: says('2'),
      enabled: true,
    })
    expect(await tokenWord(tenant)).toBe('2')
  })
})
