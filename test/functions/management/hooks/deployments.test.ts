import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { HookBuildError } from '../../../../functions/core/errors.ts'
import type { Deployment } from '../../../../functions/core/hook-model.ts'
import { deploymentKey, hookNameKey } from '../../../../functions/core/record-keys.ts'
import { resumeDeployments } from '../../../../functions/deploy-hook/resume-deployments.ts'
import { closedGate } from '../../../support/closed-gate.ts'
import { until } from '../../../support/hook-processes.ts'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'

const HEADER = 'x-hookmint-deployment'
const MINUTE = 60_000
const SHORT_WAIT_MS = 60

let tenant: ServedTenant
let api: ManagementClient
let gate: ReturnType<typeof closedGate>
beforeAll(async () => {
  tenant = await serveTenant()
  api = await managementClient(tenant)
  for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
})
afterAll(() => tenant.close())
beforeEach(() => {
  gate = closedGate()
  tenant.ports.deploymentWaitMs = 20_000
})
afterEach(async () => {
  gate.open()
  vi.restoreAllMocks()
  tenant.ports.deploymentWaitMs = 20_000
  for (const { id } of (await api.get('/hooks')).body) {
    await until('the deployment ends', async () => (await shown(id)) === undefined).catch(() => {})
    await api.delete(`/hooks/${id}`)
  }
})

const says = (word: string) =>
  `module.exports = function (client, scope, audience, context, cb) {
    cb(null, { scope, 'https://foo.com/word': '${word}' })
  }`

const given = (changes: Record<string, string | boolean> = {}) => ({
  name: 'h',
  script: says('new'),
  triggerId: 'credentials-exchange',
  ...changes,
})

async function word(): Promise<unknown> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/word']
}

/** The deployment as its owner sees it. */
async function shown(id: string): Promise<Partial<Deployment> | undefined> {
  return (await api.get(`/hooks/${id}`)).body.deployment
}

async function recorded(id: string): Promise<Deployment | undefined> {
  const [record] = await tenant.ports.store.read([deploymentKey(id)])
  return record?.value
}

/** From now on builds wait before the gate; then they fail if there is a message. */
function holdBuilds(failure?: string): void {
  const { builder } = tenant.ports
  const build = builder.build.bind(builder)
  vi.spyOn(builder, 'build').mockImplementation(async (source) => {
    await gate.pass()
    if (failure !== undefined) throw new HookBuildError(failure, { line: 2, column: 7 })
    return build(source)
  })
}

/** A save that is answered before its build ends. */
async function savedSlowly(save: () => ReturnType<ManagementClient['post']>) {
  tenant.ports.deploymentWaitMs = SHORT_WAIT_MS
  const answer = await save()
  tenant.ports.deploymentWaitMs = 20_000
  expect(answer.headers.get(HEADER)).toBe('building')
  return answer.body
}

async function createHook(changes: Record<string, string | boolean> = {}): Promise<string> {
  const { status, body } = await api.post('/hooks', given({ script: says('old'), ...changes }))
  expect(status).toBe(201)
  return body.id
}

describe('a save that takes its time', () => {
  it('answers what will be, with the header and the phase, and then is', async () => {
    holdBuilds()
    const body = await savedSlowly(() => api.post('/hooks', given({ enabled: true })))
    expect(body).toMatchObject({ ...given(), enabled: true, deployment: { phase: 'building' } })
    const path = `/hooks/${body.id}`
    const building = (await api.get(path)).body
    expect(building).toMatchObject({ enabled: false, deployment: body.deployment })
    expect((await api.get('/hooks')).body).toHaveLength(1)
    expect(await word()).toBeUndefined()
    gate.open()
    await until('the deployment ends', async () => (await shown(body.id)) === undefined)
    expect((await api.get(path)).body).toEqual({
      id: body.id,
      ...given(),
      dependencies: {},
      enabled: true,
    })
    expect(await word()).toBe('new')
  })

  it('changes nothing of a known hook until all of it changes at once', async () => {
    const id = await createHook({ enabled: true })
    holdBuilds()
    const change = { name: 'renamed', timeout_ms: 500, script: says('new') }
    const body = await savedSlowly(() => api.patch(`/hooks/${id}`, change))
    expect(body).toMatchObject(change)
    expect((await api.get(`/hooks/${id}`)).body).toMatchObject({ name: 'h', script: says('old') })
    expect(await word()).toBe('old')
    gate.open()
    await until('the deployment ends', async () => (await shown(id)) === undefined)
    expect((await api.get(`/hooks/${id}`)).body).toMatchObject(change)
    expect(await word()).toBe('new')
  })

  it('tells each phase', async () => {
    const id = await createHook()
    const { deployer, runner } = tenant.ports
    const deploy = deployer.deploy.bind(deployer)
    const probe = runner.probe.bind(runner)
    const phases: unknown[] = []
    const note = async () => phases.push((await shown(id))?.phase)
    vi.spyOn(deployer, 'deploy').mockImplementation(async (...given) => {
      await note()
      return deploy(...given)
    })
    vi.spyOn(runner, 'probe').mockImplementation(async (arn) => {
      await note()
      return probe(arn)
    })
    await api.patch(`/hooks/${id}`, { script: says('new') })
    expect(phases).toEqual(['deploying', 'probing'])
  })

  it('answers 409 to enabling meanwhile, and takes every other change', async () => {
    const id = await createHook()
    holdBuilds()
    await savedSlowly(() => api.patch(`/hooks/${id}`, { script: says('new') }))
    const enabling = await api.patch(`/hooks/${id}`, { enabled: true })
    expect(enabling.status).toBe(409)
    expect(enabling.body.message).toContain('and enable it then')
    expect(await word()).toBeUndefined()
    expect((await api.patch(`/hooks/${id}`, { timeout_ms: 700 })).status).toBe(200)
    expect((await api.post(`/hooks/${id}/secrets`, { A: 'a value' })).status).toBe(201)
    gate.open()
    await until('the deployment ends', async () => (await shown(id)) === undefined)
    const { body } = await api.patch(`/hooks/${id}`, { enabled: true })
    expect(body).toMatchObject({ enabled: true, timeout_ms: 700, script: says('new') })
    expect(await word()).toBe('new')
  })
})

describe('enabling that a deployment overtakes', () => {
  it('answers 409', async () => {
    const id = await createHook()
    holdBuilds()
    const { store } = tenant.ports
    const transact = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await savedSlowly(() => api.patch(`/hooks/${id}`, { script: says('new') }))
      await transact(changes)
    })
    expect((await api.patch(`/hooks/${id}`, { enabled: true })).status).toBe(409)
    expect(await word()).toBeUndefined()
  })
})

describe('another save of code', () => {
  it('waits for the first one', async () => {
    const id = await createHook({ enabled: true })
    holdBuilds()
    const first = api.patch(`/hooks/${id}`, { script: says('first') })
    await gate.reached
    const second = api.patch(`/hooks/${id}`, { script: says('second') })
    const back = api.post(`/hooks/${id}/versions/1/rebuild`)
    gate.open()
    expect((await first).body).toMatchObject({ script: says('first') })
    expect((await second).body).toMatchObject({ script: says('second') })
    expect((await back).status).toBe(200)
    expect(await word()).toBe('second')
  })

  it('gets a 409 when that takes too long', async () => {
    const id = await createHook()
    holdBuilds()
    await savedSlowly(() => api.patch(`/hooks/${id}`, { script: says('first') }))
    tenant.ports.deploymentWaitMs = SHORT_WAIT_MS
    for (const call of [
      api.patch(`/hooks/${id}`, { script: says('second') }),
      api.patch(`/hooks/${id}`, { script: says('old'), enabled: true }),
      api.post(`/hooks/${id}/versions/1/deploy`),
      api.post(`/hooks/${id}/versions/1/rebuild`),
    ]) {
      const { status, body } = await call
      expect(status).toBe(409)
      expect(body.message).toContain('Wait')
    }
  })

  it('takes the hook over when the lease has ended, and the late one has no effect', async () => {
    const id = await createHook({ enabled: true })
    holdBuilds()
    await savedSlowly(() => api.patch(`/hooks/${id}`, { script: says('stuck'), name: 'stuck' }))
    const { builder } = tenant.ports
    const stuck = gate
    vi.mocked(builder.build).mockRestore()
    const now = Date.now()
    vi.spyOn(tenant.ports.clock, 'now').mockReturnValue(now + 4 * MINUTE)
    tenant.ports.deploymentWaitMs = SHORT_WAIT_MS
    expect((await api.patch(`/hooks/${id}`, { script: says('next') })).status).toBe(409)
    tenant.ports.deploymentWaitMs = 20_000
    vi.mocked(tenant.ports.clock.now).mockReturnValue(now + 6 * MINUTE)
    const next = await api.patch(`/hooks/${id}`, { script: says('next') })
    expect(next).toMatchObject({ status: 200, body: { script: says('next'), name: 'h' } })
    stuck.open()
    await api.patch(`/hooks/${id}`, { timeout_ms: 500 })
    expect((await api.get(`/hooks/${id}`)).body).toMatchObject({ script: says('next'), name: 'h' })
    expect((await api.get(`/hooks/${id}/versions`)).body).toHaveLength(2)
    expect(await word()).toBe('next')
  })
})

describe('a failure', () => {
  it('is the answer while the request waits, and leaves nothing of a new hook', async () => {
    holdBuilds('no such package')
    gate.open()
    const answer = await api.post('/hooks', given())
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain("'script': line 2, column 7: no such package")
    expect((await api.get('/hooks')).body).toEqual([])
    vi.mocked(tenant.ports.builder.build).mockRestore()
    expect((await api.post('/hooks', given())).status).toBe(201)
  })

  it('is the answer of a PATCH, and leaves nothing of it', async () => {
    const id = await createHook({ enabled: true })
    const before = (await api.get(`/hooks/${id}`)).body
    holdBuilds('no such package')
    gate.open()
    const answer = await api.patch(`/hooks/${id}`, { script: says('new'), name: 'other' })
    expect(answer.status).toBe(400)
    expect((await api.get(`/hooks/${id}`)).body).toEqual(before)
    expect(await recorded(id)).toBeUndefined()
  })

  it('that comes later is shown, until the owner saves anew', async () => {
    holdBuilds('no such package')
    const { id } = await savedSlowly(() => api.post('/hooks', given({ enabled: true })))
    gate.open()
    await until('the deployment fails', async () => (await shown(id))?.phase === 'failed')
    expect(await shown(id)).toEqual({
      id: expect.any(String),
      phase: 'failed',
      error: { message: 'no such package', line: 2, column: 7 },
    })
    expect(await word()).toBeUndefined()
    expect((await api.get(`/hooks/${id}/versions`)).body).toEqual([])
    vi.mocked(tenant.ports.builder.build).mockRestore()
    const { status, body } = await api.patch(`/hooks/${id}`, { script: says('new'), enabled: true })
    expect(status).toBe(200)
    expect(body).toEqual({ id, ...given(), dependencies: {}, enabled: true })
    expect(await word()).toBe('new')
  })

  it('is told to each of many that wait in line', async () => {
    const id = await createHook({ enabled: true })
    holdBuilds('no such package')
    const saves = Array.from({ length: 5 }, (_, place) =>
      api.patch(`/hooks/${id}`, { script: says(`new ${place}`) }),
    )
    await gate.reached
    gate.open()
    expect((await Promise.all(saves)).map(({ status }) => status)).toEqual(Array(5).fill(400))
    expect(await word()).toBe('old')
  })

  it('is told when the next in line has begun before the answer', async () => {
    const id = await createHook({ enabled: true })
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
    const first = api.patch(`/hooks/${id}`, { script: says('broken') })
    await until('the first one fails', async () => (await shown(id))?.phase === 'failed')
    const second = api.patch(`/hooks/${id}`, { script: says('new') })
    expect((await first).status).toBe(400)
    expect((await second).status).toBe(200)
    expect(await word()).toBe('new')
  })

  it('is a 409 when the name was taken meanwhile', async () => {
    const id = await createHook()
    holdBuilds()
    const renaming = api.patch(`/hooks/${id}`, { name: 'wanted', script: says('new') })
    await gate.reached
    const taker = { put: hookNameKey('wanted'), value: { hookId: 'another' }, expect: 'absent' }
    await tenant.ports.store.transact([taker as never])
    gate.open()
    const { status, body } = await renaming
    expect(status).toBe(409)
    expect(body.message).toContain('wanted')
    expect((await api.get(`/hooks/${id}`)).body).toMatchObject({ name: 'h', script: says('old') })
  })

  it('of the server is told to nobody but its own log', async () => {
    const id = await createHook()
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(tenant.ports.deployer, 'deploy').mockRejectedValueOnce(new Error('disk full'))
    const answer = await api.patch(`/hooks/${id}`, { script: says('new') })
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain('disk')
    expect(String(reported.mock.lastCall?.[0])).toContain('disk full')
    expect((await api.patch(`/hooks/${id}`, { script: says('new') })).status).toBe(200)
  })
})

describe('deleting', () => {
  it.each(['build', 'deploy', 'probe'] as const)('wins over a %s under way', async (step) => {
    const id = await createHook({ enabled: true })
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
    const saving = api.patch(`/hooks/${id}`, { script: says('new') })
    await gate.reached
    expect((await api.delete(`/hooks/${id}`)).status).toBe(204)
    gate.open()
    expect((await saving).status).toBe(404)
    expect(existsSync(join(tenant.folder, 'hooks', id))).toBe(false)
    expect(await word()).toBeUndefined()
    expect(await tenant.ports.store.list(`H#${id}`, { limit: 9 })).toEqual([])
    expect(await recorded(id)).toBeUndefined()
    expect((await api.get('/hooks')).body).toEqual([])
    expect(reported).not.toHaveBeenCalled()
  })
})

describe('what a crash left over', () => {
  it('is done at the next start, whatever its lease', async () => {
    const id = await createHook({ enabled: true })
    holdBuilds()
    await savedSlowly(() => api.patch(`/hooks/${id}`, { script: says('new') }))
    vi.mocked(tenant.ports.builder.build).mockRestore()
    await resumeDeployments(tenant.ports)
    expect(await recorded(id)).toBeUndefined()
    expect(await word()).toBe('new')
    gate.open()
    await api.patch(`/hooks/${id}`, { timeout_ms: 500 })
    expect((await api.get(`/hooks/${id}/versions`)).body).toHaveLength(2)
  })
})

describe('warnings', () => {
  it('name secrets without a value, on a save and on enabling, in the log too', async () => {
    const id = await createHook()
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
