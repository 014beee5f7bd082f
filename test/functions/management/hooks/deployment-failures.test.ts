import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { HookBuildError } from '../../../../functions/core/errors.ts'
import { hookNameKey } from '../../../../functions/core/record-keys.ts'
import { resumeDeployments } from '../../../../functions/deploy-hook/resume-deployments.ts'
import { until } from '../../../support/hook-processes.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import {
  createHook,
  given,
  savedSlowly,
  shownDeployment,
  storedDeployment,
  useBuildGate,
} from './support/slow-hooks.ts'
import { says, tokenWord } from './support/word-hook.ts'

const tenant = useManagedTenant()
const gate = useBuildGate(tenant)

describe('a failure', () => {
  it('is the answer while the request waits, and leaves nothing of a new hook', async () => {
    gate.holdBuilds('no such package')
    gate.open()
    const answer = await tenant.api.post('/hooks', given())
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain("'script': line 2, column 7: no such package")
    expect((await tenant.api.get('/hooks')).body).toEqual([])
    vi.mocked(tenant.ports.builder.build).mockRestore()
    expect((await tenant.api.post('/hooks', given())).status).toBe(201)
  })

  it('is the answer of a PATCH, and leaves nothing of it', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    const before = (await tenant.api.get(`/hooks/${id}`)).body
    gate.holdBuilds('no such package')
    gate.open()
    const answer = await tenant.api.patch(`/hooks/${id}`, { script: says('new'), name: 'other' })
    expect(answer.status).toBe(400)
    expect((await tenant.api.get(`/hooks/${id}`)).body).toEqual(before)
    expect(await storedDeployment(tenant, id)).toBeUndefined()
  })

  it('that comes later is shown, until the owner saves anew', async () => {
    gate.holdBuilds('no such package')
    const { id } = await savedSlowly(tenant, () =>
      tenant.api.post('/hooks', given({ enabled: true })),
    )
    gate.open()
    await until(
      'the deployment fails',
      async () => (await shownDeployment(tenant.api, id))?.phase === 'failed',
    )
    expect(await shownDeployment(tenant.api, id)).toEqual({
      id: expect.any(String),
      phase: 'failed',
      error: { message: 'no such package', line: 2, column: 7 },
    })
    expect(await tokenWord(tenant)).toBeUndefined()
    expect((await tenant.api.get(`/hooks/${id}/versions`)).body).toEqual([])
    vi.mocked(tenant.ports.builder.build).mockRestore()
    const { status, body } = await tenant.api.patch(`/hooks/${id}`, {
      script: says('new'),
      enabled: true,
    })
    expect(status).toBe(200)
    expect(body).toEqual({ id, ...given(), dependencies: {}, enabled: true })
    expect(await tokenWord(tenant)).toBe('new')
  })

  it('is told to each of many that wait in line', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    gate.holdBuilds('no such package')
    const saves = Array.from({ length: 5 }, (_, place) =>
      tenant.api.patch(`/hooks/${id}`, { script: says(`new ${place}`) }),
    )
    await gate.reached
    gate.open()
    expect((await Promise.all(saves)).map(({ status }) => status)).toEqual(Array(5).fill(400))
    expect(await tokenWord(tenant)).toBe('old')
  })

  it('is told when the next in line has begun before the answer', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    const { builder, deployments } = tenant.ports
    vi.spyOn(builder, 'build').mockRejectedValueOnce(new HookBuildError('no such package'))
    const start = deployments.start.bind(deployments)
    const next = Promise.withResolvers<void>()
    vi.spyOn(deployments, 'start')
      .mockImplementationOnce(async (...given) => {
        await start(...given)
        await next.promise
      })
      .mockImplementationOnce(async (...given) => {
        next.resolve()
        await first
        await start(...given)
      })
    const first = tenant.api.patch(`/hooks/${id}`, { script: says('broken') })
    await until(
      'the first one fails',
      async () => (await shownDeployment(tenant.api, id))?.phase === 'failed',
    )
    const second = tenant.api.patch(`/hooks/${id}`, { script: says('new') })
    expect((await first).status).toBe(400)
    expect((await second).status).toBe(200)
    expect(await tokenWord(tenant)).toBe('new')
  })

  it('is a 409 when the name was taken meanwhile', async () => {
    const id = await createHook(tenant.api)
    gate.holdBuilds()
    const renaming = tenant.api.patch(`/hooks/${id}`, { name: 'wanted', script: says('new') })
    await gate.reached
    const taker = { put: hookNameKey('wanted'), value: { hookId: 'another' }, expect: 'absent' }
    await tenant.ports.store.transact([taker as never])
    gate.open()
    const { status, body } = await renaming
    expect(status).toBe(409)
    expect(body.message).toContain('wanted')
    expect((await tenant.api.get(`/hooks/${id}`)).body).toMatchObject({
      name: 'h',
      script: says('old'),
    })
  })

  it('of the server is told to nobody but its own log', async () => {
    const id = await createHook(tenant.api)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(tenant.ports.deployer, 'deploy').mockRejectedValueOnce(new Error('disk full'))
    const answer = await tenant.api.patch(`/hooks/${id}`, { script: says('new') })
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain('disk')
    expect(String(reported.mock.lastCall?.[0])).toContain('disk full')
    expect((await tenant.api.patch(`/hooks/${id}`, { script: says('new') })).status).toBe(200)
  })
})

describe('deleting', () => {
  it.each(['build', 'deploy', 'probe'] as const)('wins over a %s under way', async (step) => {
    const id = await createHook(tenant.api, { enabled: true })
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { builder, deployer, runner } = tenant.ports
    const hold = <A extends unknown[], R>(real: (...given: A) => Promise<R>) => {
      return async (...given: A) => {
        await gate.pass()
        return real(...given)
      }
    }
    const build = hold(builder.build.bind(builder))
    const deploy = hold(deployer.deploy.bind(deployer))
    const probe = hold(runner.probe.bind(runner))
    const holds = {
      build: () => vi.spyOn(builder, 'build').mockImplementation(build),
      deploy: () => vi.spyOn(deployer, 'deploy').mockImplementation(deploy),
      probe: () => vi.spyOn(runner, 'probe').mockImplementation(probe),
    }
    holds[step]()
    const saving = tenant.api.patch(`/hooks/${id}`, { script: says('new') })
    await gate.reached
    expect((await tenant.api.delete(`/hooks/${id}`)).status).toBe(204)
    gate.open()
    expect((await saving).status).toBe(404)
    expect(existsSync(join(tenant.folder, 'hooks', id))).toBe(false)
    expect(await tokenWord(tenant)).toBeUndefined()
    expect(await tenant.ports.store.list(`H#${id}`, { limit: 9 })).toEqual([])
    expect(await storedDeployment(tenant, id)).toBeUndefined()
    expect((await tenant.api.get('/hooks')).body).toEqual([])
    expect(reported).not.toHaveBeenCalled()
  })
})

describe('what a crash left over', () => {
  it('is done at the next start, whatever its lease', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    gate.holdBuilds()
    await savedSlowly(tenant, () => tenant.api.patch(`/hooks/${id}`, { script: says('new') }))
    vi.mocked(tenant.ports.builder.build).mockRestore()
    await resumeDeployments(tenant.ports)
    expect(await storedDeployment(tenant, id)).toBeUndefined()
    expect(await tokenWord(tenant)).toBe('new')
    gate.open()
    await tenant.api.patch(`/hooks/${id}`, { timeout_ms: 500 })
    expect((await tenant.api.get(`/hooks/${id}/versions`)).body).toHaveLength(2)
  })
})
