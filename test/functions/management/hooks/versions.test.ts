import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createVersionedHook, moveClock, type VersionedHook } from './support/versioned-hook.ts'
import { removeHooks, says, tokenWord } from './support/word-hook.ts'

const MINUTE = 60_000
const INERT = 'send-phone-message'

const tenant = useManagedTenant({ requestsPerMinute: 1_000_000 })
let hook: VersionedHook
beforeEach(async () => {
  hook = await createVersionedHook(tenant)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await removeHooks(tenant.api)
})

describe('reading', () => {
  it('lists newest first, in small', async () => {
    await hook.save('2')
    const [second, first, ...none] = await hook.versions()
    expect(none).toEqual([])
    expect(Object.entries(second ?? {})).toEqual(
      Object.entries({
        version: 2,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        code_sha: expect.stringMatching(/^[0-9a-f]{64}$/),
        runtime_sha: tenant.ports.deployer.runtimeSha,
        outdated: false,
        current: true,
        pinned: true,
        packages: [],
        warnings: [],
      }),
    )
    expect(first).toMatchObject({ version: 1, current: false, pinned: false })
    await tenant.api.patch(hook.path, { enabled: false })
    expect((await hook.versions())[0]).toMatchObject({ version: 2, current: true, pinned: false })
  })

  it('pages as other lists do', async () => {
    for (const saved of ['2', '3']) await hook.save(saved)
    const page = await tenant.api.get(`${hook.path}/versions?page=1&per_page=2&fields=version`)
    expect(page.body).toEqual([{ version: 1 }])
    const totals = await tenant.api.get(
      `${hook.path}/versions?per_page=1&include_totals=true&fields=version`,
    )
    expect(totals.body).toEqual({ start: 0, limit: 1, total: 3, versions: [{ version: 3 }] })
  })

  it('shows one with its source', async () => {
    await hook.save('2')
    const { status, body } = await tenant.api.get(`${hook.path}/versions/1`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 1, script: says('1'), dependencies: {} })
    const fields = await tenant.api.get(`${hook.path}/versions/2?fields=version,script`)
    expect(fields.body).toEqual({ version: 2, script: says('2') })
  })

  it('answers 404 for what is not there', async () => {
    for (const number of ['2', '0', '-1', 'x', '1.0', '01', '9999999']) {
      for (const call of [
        tenant.api.get(`${hook.path}/versions/${number}`),
        tenant.api.post(`${hook.path}/versions/${number}/deploy`),
        tenant.api.post(`${hook.path}/versions/${number}/rebuild`),
      ]) {
        expect(await call).toMatchObject({ status: 404 })
      }
    }
    const gone = '/hooks/01GQN0P01XY4VE0PCK7H20QZ4M/versions'
    expect(await tenant.api.get(gone)).toMatchObject({ status: 404 })
    expect(await tenant.api.get(`${gone}/1`)).toMatchObject({ status: 404 })
    expect(await tenant.api.post(`${gone}/1/deploy`)).toMatchObject({ status: 404 })
  })

  it('knows no versions of hooks that do not run', async () => {
    const given = { name: 'inert', script: 'x', triggerId: INERT }
    const { body } = await tenant.api.post('/hooks', given)
    expect(await tenant.api.get(`/hooks/${body.id}/versions`)).toMatchObject({
      status: 200,
      body: [],
    })
    for (const verb of ['deploy', 'rebuild']) {
      const answer = await tenant.api.post(`/hooks/${body.id}/versions/1/${verb}`)
      expect(answer).toMatchObject({ status: 400 })
      expect(answer.body.message).toContain(INERT)
    }
  })
})

describe('another runtime', () => {
  /** What the deployer is after an upgrade of the server. */
  function upgrade(): string {
    const sha = 'f'.repeat(64)
    const { deployer } = tenant.ports
    const deploy = deployer.deploy.bind(deployer)
    vi.spyOn(deployer, 'runtimeSha', 'get').mockReturnValue(sha)
    vi.spyOn(deployer, 'deploy').mockImplementation(async (hookId, built) => {
      const codeSha = `0${built.codeSha.slice(1)}`
      const { versionArn } = await deploy(hookId, { ...built, codeSha })
      return { versionArn, runtimeSha: sha }
    })
    return sha
  }

  it('outdates versions until they are rebuilt, the pinned one in the next token', async () => {
    await hook.save('2')
    const before = await hook.stored(2)
    const sha = upgrade()
    expect((await hook.versions()).map(({ outdated }) => outdated)).toEqual([true, true])
    const { status, body } = await tenant.api.post(`${hook.path}/versions/2/rebuild`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 2, outdated: false, runtime_sha: sha, pinned: true })
    expect((await hook.stored(2)).versionArn).not.toBe(before.versionArn)
    expect((await hook.versions()).map(({ outdated }) => outdated)).toEqual([false, true])
    await tenant.ports.runner.probe((await hook.stored(2)).versionArn)
    expect(await tokenWord(tenant)).toBe('2')
    expect(hook.isDeployed(before.versionArn)).toBe(true)
  })

  it('rebuilds another version without touching the hook', async () => {
    await hook.save('2')
    upgrade()
    const { body } = await tenant.api.post(`${hook.path}/versions/1/rebuild`)
    expect(body).toMatchObject({ version: 1, outdated: false, pinned: false, current: false })
    expect((await tenant.api.get(hook.path)).body).toMatchObject({
      script: says('2'),
      enabled: true,
    })
    expect(await tokenWord(tenant)).toBe('2')
    expect((await hook.versions()).map(({ outdated }) => outdated)).toEqual([true, false])
  })

  it('keeps what was pinned before a rebuild for 15 minutes', async () => {
    const before = await hook.stored(1)
    upgrade()
    await tenant.api.post(`${hook.path}/versions/1/rebuild`)
    moveClock(tenant, 14 * MINUTE)
    await hook.save('2')
    expect(hook.isDeployed(before.versionArn)).toBe(true)
    moveClock(tenant, 16 * MINUTE)
    await hook.save('3')
    expect(hook.isDeployed(before.versionArn)).toBe(false)
    expect(await tokenWord(tenant)).toBe('3')
  })
})
