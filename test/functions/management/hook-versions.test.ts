import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HookVersion } from '../../../functions/core/hook-model.ts'
import { hookKey, hookVersionKey } from '../../../functions/core/record-keys.ts'
import { hookVersionOperations } from '../../../functions/management/hooks/versions.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const MINUTE = 60_000
const INERT = 'send-phone-message'

let tenant: ServedTenant
let api: ManagementClient
let id: string
let path: string
beforeAll(async () => {
  tenant = await serveTenant({ requestsPerMinute: 1_000_000 })
  api = await managementClient(tenant)
})
afterAll(() => tenant.close())
beforeEach(async () => {
  const given = { name: 'h', script: says('1'), triggerId: 'credentials-exchange', enabled: true }
  const { status, body } = await api.post('/hooks', given)
  expect(status).toBe(201)
  id = body.id
  path = `/hooks/${id}`
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
})

/** A hook whose tokens carry this word. */
function says(word: string): string {
  return `module.exports = function (client, scope, audience, context, cb) {
    cb(null, { scope, 'https://foo.com/word': '${word}' })
  }`
}

/** What the very next token carries. */
async function word(): Promise<unknown> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/word']
}

async function save(word: string): Promise<void> {
  const { status, body } = await api.patch(path, { script: says(word) })
  expect(body).toMatchObject({ script: says(word) })
  expect(status).toBe(200)
}

async function versions(): Promise<Record<string, unknown>[]> {
  const { status, body } = await api.get(`${path}/versions`)
  expect(status).toBe(200)
  return body
}

const numbers = async () => (await versions()).map(({ version }) => version)

/** The words of the versions whose folders are there. */
async function deployedWords(): Promise<string[]> {
  const { pk, sk } = hookVersionKey(id, 0)
  const listed = await tenant.ports.store.list<HookVersion>(pk, { after: sk, limit: 100 })
  const deployed = listed.filter(({ value }) => isDeployed(value.versionArn))
  return deployed.map(({ value }) => String(value.version))
}

function isDeployed(versionArn: string): boolean {
  return existsSync(join(tenant.folder, 'hooks', versionArn))
}

async function stored(version: number): Promise<HookVersion> {
  const [found] = await tenant.ports.store.read([hookVersionKey(id, version)])
  if (found === undefined) throw new Error(`There is no version ${version}`)
  return found.value
}

/** From now on the clock shows the machine's time and this. */
function moveClock(ms: number): void {
  vi.spyOn(tenant.ports.clock, 'now').mockImplementation(() => Date.now() + ms)
}

describe('reading', () => {
  it('lists newest first, in small', async () => {
    await save('2')
    const [second, first, ...none] = await versions()
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
    await api.patch(path, { enabled: false })
    expect((await versions())[0]).toMatchObject({ version: 2, current: true, pinned: false })
  })

  it('pages as other lists do', async () => {
    for (const saved of ['2', '3']) await save(saved)
    const page = await api.get(`${path}/versions?page=1&per_page=2&fields=version`)
    expect(page.body).toEqual([{ version: 1 }])
    const totals = await api.get(`${path}/versions?per_page=1&include_totals=true&fields=version`)
    expect(totals.body).toEqual({ start: 0, limit: 1, total: 3, versions: [{ version: 3 }] })
  })

  it('shows one with its source', async () => {
    await save('2')
    const { status, body } = await api.get(`${path}/versions/1`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 1, script: says('1'), dependencies: {} })
    const fields = await api.get(`${path}/versions/2?fields=version,script`)
    expect(fields.body).toEqual({ version: 2, script: says('2') })
  })

  it('answers 404 for what is not there', async () => {
    for (const number of ['2', '0', '-1', 'x', '1.0', '01', '9999999']) {
      for (const call of [
        api.get(`${path}/versions/${number}`),
        api.post(`${path}/versions/${number}/deploy`),
        api.post(`${path}/versions/${number}/rebuild`),
      ]) {
        expect(await call).toMatchObject({ status: 404 })
      }
    }
    const gone = '/hooks/01GQN0P01XY4VE0PCK7H20QZ4M/versions'
    expect(await api.get(gone)).toMatchObject({ status: 404 })
    expect(await api.get(`${gone}/1`)).toMatchObject({ status: 404 })
    expect(await api.post(`${gone}/1/deploy`)).toMatchObject({ status: 404 })
  })

  it('knows no versions of hooks that do not run', async () => {
    const given = { name: 'inert', script: 'x', triggerId: INERT }
    const { body } = await api.post('/hooks', given)
    expect(await api.get(`/hooks/${body.id}/versions`)).toMatchObject({ status: 200, body: [] })
    for (const verb of ['deploy', 'rebuild']) {
      const answer = await api.post(`/hooks/${body.id}/versions/1/${verb}`)
      expect(answer).toMatchObject({ status: 400 })
      expect(answer.body.message).toContain(INERT)
    }
  })

  it('wants the scopes of hooks', () => {
    const needed = hookVersionOperations(tenant.ports).map(({ method, scopes }) => [method, scopes])
    expect(needed).toEqual([
      ['GET', ['read:hooks']],
      ['GET', ['read:hooks']],
      ['POST', ['update:hooks']],
      ['POST', ['update:hooks']],
    ])
  })
})

describe('going back', () => {
  it('acts on the very next token of an enabled hook, there and back', async () => {
    await save('2')
    for (const number of ['1', '2', '1']) {
      const { status, body } = await api.post(`${path}/versions/${number}/deploy`)
      expect(status).toBe(200)
      expect(body).toEqual((await api.get(path)).body)
      expect(body).toMatchObject({ id, script: says(number), enabled: true })
      expect(await word()).toBe(number)
      expect((await tenant.lastEvent()).details.hook).toMatchObject({ version: Number(number) })
      expect((await versions()).filter(({ pinned }) => pinned)).toEqual([
        expect.objectContaining({ version: Number(number), current: true }),
      ])
    }
  })

  it('enables nothing, and what is enabled later is what was gone back to', async () => {
    await save('2')
    await api.patch(path, { enabled: false })
    const { body } = await api.post(`${path}/versions/1/deploy`)
    expect(body).toMatchObject({ script: says('1'), enabled: false })
    expect(await word()).toBeUndefined()
    await api.patch(path, { enabled: true })
    expect(await word()).toBe('1')
  })

  it('never uses a number twice', async () => {
    await save('2')
    await api.post(`${path}/versions/1/deploy`)
    await save('3')
    expect(await numbers()).toEqual([3, 2, 1])
    expect(await word()).toBe('3')
  })

  it('keeps name, settings and secrets', async () => {
    await api.post(`${path}/secrets`, { A: 'a value' })
    await api.patch(path, { name: 'other', timeout_ms: 777, script: says('2') })
    const { body } = await api.post(`${path}/versions/1/deploy`)
    expect(body).toMatchObject({ name: 'other', timeout_ms: 777, script: says('1') })
    expect(Object.keys((await api.get(`${path}/secrets`)).body)).toEqual(['A'])
  })

  it('builds again what is not deployed any more', async () => {
    await save('2')
    const { versionArn } = await stored(1)
    await tenant.ports.deployer.keepOnly(id, [(await stored(2)).versionArn])
    expect(isDeployed(versionArn)).toBe(false)
    const build = vi.spyOn(tenant.ports.builder, 'build')
    await api.post(`${path}/versions/1/deploy`)
    expect(build).toHaveBeenCalledOnce()
    expect(build.mock.lastCall?.[0]).toEqual({ script: says('1'), dependencies: {} })
    expect(await word()).toBe('1')
    expect(isDeployed(versionArn)).toBe(true)
    await api.post(`${path}/versions/2/deploy`)
    expect(build).toHaveBeenCalledOnce()
  })

  it('pins nothing that does not load', async () => {
    await save('2')
    vi.spyOn(tenant.ports.runner, 'probe').mockResolvedValueOnce({
      kind: 'failed',
      cause: 'load-failed',
      durationMs: 1,
      console: [],
      consoleDropped: 0,
      pending: [],
    })
    const answer = await api.post(`${path}/versions/1/deploy`)
    expect(answer).toMatchObject({ status: 400 })
    expect(answer.body.message).toContain('does not load')
    expect((await api.get(path)).body).toMatchObject({ script: says('2'), enabled: true })
    expect(await word()).toBe('2')
  })
})

describe('a version that was removed by hand', () => {
  const remove = () => tenant.ports.deployer.remove(id)

  it('is named by the status, and by the log of each token that it keeps from being issued', async () => {
    const { versionArn } = await stored(1)
    expect((await api.get(`${path}/status`)).body).toMatchObject({ version: 1, deployed: true })
    await remove()
    expect((await api.get(`${path}/status`)).body).toMatchObject({ version: 1, deployed: false })
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
      hook: { id, name: 'h', version: 1, cause: 'not-deployed', error: { message: told } },
    })
    await api.post(`${path}/versions/1/rebuild`)
    expect((await api.get(`${path}/status`)).body).toMatchObject({ deployed: true })
    expect(await word()).toBe('1')
  })

  it('is not enabled before it was built again', async () => {
    await api.patch(path, { enabled: false })
    await remove()
    const refused = await api.patch(path, { enabled: true })
    expect(refused.status).toBe(409)
    expect(refused.body.message).toContain(`POST /api/v2/hooks/${id}/versions/1/rebuild`)
    expect((await api.get(path)).body.enabled).toBe(false)
    await api.post(`${path}/versions/1/rebuild`)
    expect((await api.patch(path, { enabled: true })).status).toBe(200)
    expect(await word()).toBe('1')
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
    await save('2')
    const before = await stored(2)
    const sha = upgrade()
    expect((await versions()).map(({ outdated }) => outdated)).toEqual([true, true])
    const { status, body } = await api.post(`${path}/versions/2/rebuild`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 2, outdated: false, runtime_sha: sha, pinned: true })
    expect((await stored(2)).versionArn).not.toBe(before.versionArn)
    expect((await versions()).map(({ outdated }) => outdated)).toEqual([false, true])
    await tenant.ports.runner.probe((await stored(2)).versionArn)
    expect(await word()).toBe('2')
    expect(isDeployed(before.versionArn)).toBe(true)
  })

  it('rebuilds another version without touching the hook', async () => {
    await save('2')
    upgrade()
    const { body } = await api.post(`${path}/versions/1/rebuild`)
    expect(body).toMatchObject({ version: 1, outdated: false, pinned: false, current: false })
    expect((await api.get(path)).body).toMatchObject({ script: says('2'), enabled: true })
    expect(await word()).toBe('2')
    expect((await versions()).map(({ outdated }) => outdated)).toEqual([true, false])
  })

  it('keeps what was pinned before a rebuild for 15 minutes', async () => {
    const before = await stored(1)
    upgrade()
    await api.post(`${path}/versions/1/rebuild`)
    moveClock(14 * MINUTE)
    await save('2')
    expect(isDeployed(before.versionArn)).toBe(true)
    moveClock(16 * MINUTE)
    await save('3')
    expect(isDeployed(before.versionArn)).toBe(false)
    expect(await word()).toBe('3')
  })
})

describe('what is kept', () => {
  it('are ten deployed versions, once the others have not been pinned for 15 minutes', async () => {
    for (let saved = 2; saved <= 12; saved++) await save(String(saved))
    expect(await deployedWords()).toHaveLength(12)
    moveClock(14 * MINUTE)
    await save('13')
    expect(await deployedWords()).toHaveLength(13)
    moveClock(16 * MINUTE)
    await save('14')
    // Version 12 ceased to be pinned two minutes ago, and 13 just now.
    expect(await deployedWords()).toEqual(
      Array.from({ length: 10 }, (_, place) => String(place + 5)),
    )
    expect(readdirSync(join(tenant.folder, 'hooks', id))).toHaveLength(10)
    await api.post(`${path}/versions/1/deploy`)
    expect(await word()).toBe('1')
  })

  it('is the pinned version, however old', async () => {
    for (let saved = 2; saved <= 4; saved++) await save(String(saved))
    await api.post(`${path}/versions/1/deploy`)
    moveClock(20 * MINUTE)
    await api.patch(path, { enabled: false })
    for (let saved = 5; saved <= 16; saved++) await save(String(saved))
    // Version 1 was pinned until just now, 2 to 4 long ago, and the later ones never.
    expect(await deployedWords()).toEqual([
      '1',
      ...Array.from({ length: 10 }, (_, place) => String(place + 7)),
    ])
    moveClock(40 * MINUTE)
    await save('17')
    expect(await deployedWords()).not.toContain('1')
  })

  it('is the version left by enabling another hook', async () => {
    const { versionArn } = await stored(1)
    const other = { name: 'other', script: says('other'), triggerId: 'credentials-exchange' }
    await api.post('/hooks', { ...other, enabled: true })
    for (let saved = 2; saved <= 12; saved++) await save(String(saved))
    expect(isDeployed(versionArn)).toBe(true)
    moveClock(15 * MINUTE)
    await save('13')
    expect(isDeployed(versionArn)).toBe(false)
    expect(await word()).toBe('other')
  })

  it('are 50 in the record, the pinned and the current one among them', async () => {
    await save('2')
    await api.post(`${path}/versions/1/deploy`)
    const known = await stored(2)
    const records = Array.from({ length: 48 }, (_, place) => place + 3)
    for (const version of records) {
      const key = hookVersionKey(id, version)
      const value = { ...known, version, unpinnedAt: undefined }
      await tenant.ports.store.transact([{ put: key, value, expect: 'absent' }])
    }
    const [hook] = await tenant.ports.store.read([hookKey(id)])
    const value = { ...hook?.value, latestVersion: 50 }
    await tenant.ports.store.transact([{ put: hookKey(id), value, expect: 'any' }])
    expect(await numbers()).toHaveLength(50)
    moveClock(20 * MINUTE)
    await api.patch(path, { script: says('51'), enabled: false })
    // Version 1 was pinned until this save: 2 goes in its place.
    expect(await numbers()).toEqual([...range(51, 3), 1])
    moveClock(40 * MINUTE)
    await save('52')
    expect(await numbers()).toEqual(range(52, 3))
    expect(await api.get(`${path}/versions/1`)).toMatchObject({ status: 404 })
    const { pk } = hookVersionKey(id, 0)
    const all = await tenant.ports.store.list(pk, { limit: 500 })
    expect(all.filter(({ sk }) => sk === 'S#000001' || sk === 'S#000002')).toEqual([])
  })
})

function range(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, place) => from - place)
}
