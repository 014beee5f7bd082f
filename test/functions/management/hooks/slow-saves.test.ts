import { describe, expect, it, vi } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import {
  createHook,
  deploymentEnds,
  given,
  LONG_WAIT_MS,
  SHORT_WAIT_MS,
  savedSlowly,
  shownDeployment,
  useBuildGate,
} from './support/slow-hooks.ts'
import { says, tokenWord } from './support/word-hook.ts'

const MINUTE = 60_000

const tenant = useManagedTenant()
const gate = useBuildGate(tenant)

describe('a save that takes its time', () => {
  it('answers what will be, with the header and the phase, and then is', async () => {
    gate.holdBuilds()
    const body = await savedSlowly(tenant, () =>
      tenant.api.post('/hooks', given({ enabled: true })),
    )
    expect(body).toMatchObject({ ...given(), enabled: true, deployment: { phase: 'building' } })
    const path = `/hooks/${body.id}`
    const building = (await tenant.api.get(path)).body
    expect(building).toMatchObject({ enabled: false, deployment: body.deployment })
    expect((await tenant.api.get('/hooks')).body).toHaveLength(1)
    expect(await tokenWord(tenant)).toBeUndefined()
    gate.open()
    await deploymentEnds(tenant.api, body.id)
    expect((await tenant.api.get(path)).body).toEqual({
      id: body.id,
      ...given(),
      dependencies: {},
      enabled: true,
    })
    expect(await tokenWord(tenant)).toBe('new')
  })

  it('changes nothing of a known hook until all of it changes at once', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    gate.holdBuilds()
    const change = { name: 'renamed', timeout_ms: 500, script: says('new') }
    const body = await savedSlowly(tenant, () => tenant.api.patch(`/hooks/${id}`, change))
    expect(body).toMatchObject(change)
    expect((await tenant.api.get(`/hooks/${id}`)).body).toMatchObject({
      name: 'h',
      script: says('old'),
    })
    expect(await tokenWord(tenant)).toBe('old')
    gate.open()
    await deploymentEnds(tenant.api, id)
    expect((await tenant.api.get(`/hooks/${id}`)).body).toMatchObject(change)
    expect(await tokenWord(tenant)).toBe('new')
  })

  it('tells each phase', async () => {
    const id = await createHook(tenant.api)
    const { deployer, runner } = tenant.ports
    const deploy = deployer.deploy.bind(deployer)
    const probe = runner.probe.bind(runner)
    const phases: unknown[] = []
    const note = async () => phases.push((await shownDeployment(tenant.api, id))?.phase)
    vi.spyOn(deployer, 'deploy').mockImplementation(async (...given) => {
      await note()
      return deploy(...given)
    })
    vi.spyOn(runner, 'probe').mockImplementation(async (arn) => {
      await note()
      return probe(arn)
    })
    await tenant.api.patch(`/hooks/${id}`, { script: says('new') })
    expect(phases).toEqual(['deploying', 'probing'])
  })

  it('answers 409 to enabling meanwhile, and takes every other change', async () => {
    const id = await createHook(tenant.api)
    gate.holdBuilds()
    await savedSlowly(tenant, () => tenant.api.patch(`/hooks/${id}`, { script: says('new') }))
    const enabling = await tenant.api.patch(`/hooks/${id}`, { enabled: true })
    expect(enabling.status).toBe(409)
    expect(enabling.body.message).toContain('and enable it then')
    expect(await tokenWord(tenant)).toBeUndefined()
    expect((await tenant.api.patch(`/hooks/${id}`, { timeout_ms: 700 })).status).toBe(200)
    expect((await tenant.api.post(`/hooks/${id}/secrets`, { A: 'a value' })).status).toBe(201)
    gate.open()
    await deploymentEnds(tenant.api, id)
    const { body } = await tenant.api.patch(`/hooks/${id}`, { enabled: true })
    expect(body).toMatchObject({ enabled: true, timeout_ms: 700, script: says('new') })
    expect(await tokenWord(tenant)).toBe('new')
  })
})

describe('enabling that a deployment overtakes', () => {
  it('answers 409', async () => {
    const id = await createHook(tenant.api)
    gate.holdBuilds()
    const { store } = tenant.ports
    const transact = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await savedSlowly(tenant, () => tenant.api.patch(`/hooks/${id}`, { script: says('new') }))
      await transact(changes)
    })
    expect((await tenant.api.patch(`/hooks/${id}`, { enabled: true })).status).toBe(409)
    expect(await tokenWord(tenant)).toBeUndefined()
  })
})

describe('another save of code', () => {
  it('waits for the first one', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    gate.holdBuilds()
    const first = tenant.api.patch(`/hooks/${id}`, { script: says('first') })
    await gate.reached
    const second = tenant.api.patch(`/hooks/${id}`, { script: says('second') })
    const back = tenant.api.post(`/hooks/${id}/versions/1/rebuild`)
    gate.open()
    expect((await first).body).toMatchObject({ script: says('first') })
    expect((await second).body).toMatchObject({ script: says('second') })
    expect((await back).status).toBe(200)
    expect(await tokenWord(tenant)).toBe('second')
  })

  it('gets a 409 when that takes too long', async () => {
    const id = await createHook(tenant.api)
    gate.holdBuilds()
    await savedSlowly(tenant, () => tenant.api.patch(`/hooks/${id}`, { script: says('first') }))
    tenant.ports.deploymentWaitMs = SHORT_WAIT_MS
    for (const call of [
      tenant.api.patch(`/hooks/${id}`, { script: says('second') }),
      tenant.api.patch(`/hooks/${id}`, { script: says('old'), enabled: true }),
      tenant.api.post(`/hooks/${id}/versions/1/deploy`),
      tenant.api.post(`/hooks/${id}/versions/1/rebuild`),
    ]) {
      const { status, body } = await call
      expect(status).toBe(409)
      expect(body.message).toContain('Wait')
    }
  })

  it('takes the hook over when the lease has ended, and the late one has no effect', async () => {
    const id = await createHook(tenant.api, { enabled: true })
    gate.holdBuilds()
    await savedSlowly(tenant, () =>
      tenant.api.patch(`/hooks/${id}`, { script: says('stuck'), name: 'stuck' }),
    )
    const { builder } = tenant.ports
    vi.mocked(builder.build).mockRestore()
    const now = Date.now()
    vi.spyOn(tenant.ports.clock, 'now').mockReturnValue(now + 4 * MINUTE)
    tenant.ports.deploymentWaitMs = SHORT_WAIT_MS
    expect((await tenant.api.patch(`/hooks/${id}`, { script: says('next') })).status).toBe(409)
    tenant.ports.deploymentWaitMs = LONG_WAIT_MS
    vi.mocked(tenant.ports.clock.now).mockReturnValue(now + 6 * MINUTE)
    const next = await tenant.api.patch(`/hooks/${id}`, { script: says('next') })
    expect(next).toMatchObject({ status: 200, body: { script: says('next'), name: 'h' } })
    gate.open()
    await tenant.api.patch(`/hooks/${id}`, { timeout_ms: 500 })
    expect((await tenant.api.get(`/hooks/${id}`)).body).toMatchObject({
      script: says('next'),
      name: 'h',
    })
    expect((await tenant.api.get(`/hooks/${id}/versions`)).body).toHaveLength(2)
    expect(await tokenWord(tenant)).toBe('next')
  })
})
