import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HookVersion } from '../../../../functions/core/hook-model.ts'
import { hookKey, hookVersionKey } from '../../../../functions/core/record-keys.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createVersionedHook, moveClock, type VersionedHook } from './support/versioned-hook.ts'
import { removeHooks, says, tokenWord } from './support/word-hook.ts'

const MINUTE = 60_000

const tenant = useManagedTenant({ requestsPerMinute: 1_000_000 })
let hook: VersionedHook
beforeEach(async () => {
  hook = await createVersionedHook(tenant)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await removeHooks(tenant.api)
})

/** The words of the versions whose folders are there. */
async function deployedWords(): Promise<string[]> {
  const { pk, sk } = hookVersionKey(hook.id, 0)
  const listed = await tenant.ports.store.list<HookVersion>(pk, { after: sk, limit: 100 })
  const deployed = listed.filter(({ value }) => hook.isDeployed(value.versionArn))
  return deployed.map(({ value }) => String(value.version))
}

describe('what is kept', () => {
  it('are ten deployed versions, once the others have not been pinned for 15 minutes', async () => {
    for (let saved = 2; saved <= 12; saved++) await hook.save(String(saved))
    expect(await deployedWords()).toHaveLength(12)
    moveClock(tenant, 14 * MINUTE)
    await hook.save('13')
    expect(await deployedWords()).toHaveLength(13)
    moveClock(tenant, 16 * MINUTE)
    await hook.save('14')
    // Version 12 ceased to be pinned two minutes ago, and 13 just now.
    expect(await deployedWords()).toEqual(
      Array.from({ length: 10 }, (_, place) => String(place + 5)),
    )
    expect(readdirSync(join(tenant.folder, 'hooks', hook.id))).toHaveLength(10)
    await tenant.api.post(`${hook.path}/versions/1/deploy`)
    expect(await tokenWord(tenant)).toBe('1')
  })

  it('is the pinned version, however old', async () => {
    for (let saved = 2; saved <= 4; saved++) await hook.save(String(saved))
    await tenant.api.post(`${hook.path}/versions/1/deploy`)
    moveClock(tenant, 20 * MINUTE)
    await tenant.api.patch(hook.path, { enabled: false })
    for (let saved = 5; saved <= 16; saved++) await hook.save(String(saved))
    // Version 1 was pinned until just now, 2 to 4 long ago, and the later ones never.
    expect(await deployedWords()).toEqual([
      '1',
      ...Array.from({ length: 10 }, (_, place) => String(place + 7)),
    ])
    moveClock(tenant, 40 * MINUTE)
    await hook.save('17')
    expect(await deployedWords()).not.toContain('1')
  })

  it('is the version left by enabling another hook', async () => {
    const { versionArn } = await hook.stored(1)
    const other = { name: 'other', script: says('other'), triggerId: 'credentials-exchange' }
    await tenant.api.post('/hooks', { ...other, enabled: true })
    for (let saved = 2; saved <= 12; saved++) await hook.save(String(saved))
    expect(hook.isDeployed(versionArn)).toBe(true)
    moveClock(tenant, 15 * MINUTE)
    await hook.save('13')
    expect(hook.isDeployed(versionArn)).toBe(false)
    expect(await tokenWord(tenant)).toBe('other')
  })

  it('are 50 in the record, the pinned and the current one among them', async () => {
    await hook.save('2')
    await tenant.api.post(`${hook.path}/versions/1/deploy`)
    const known = await hook.stored(2)
    const records = Array.from({ length: 48 }, (_, place) => place + 3)
    for (const version of records) {
      const key = hookVersionKey(hook.id, version)
      const value = { ...known, version, unpinnedAt: undefined }
      await tenant.ports.store.transact([{ put: key, value, expect: 'absent' }])
    }
    const [stored] = await tenant.ports.store.read([hookKey(hook.id)])
    const value = { ...stored?.value, latestVersion: 50 }
    await tenant.ports.store.transact([{ put: hookKey(hook.id), value, expect: 'any' }])
    expect(await hook.numbers()).toHaveLength(50)
    moveClock(tenant, 20 * MINUTE)
    await tenant.api.patch(hook.path, { script: says('51'), enabled: false })
    // Version 1 was pinned until this save: 2 goes in its place.
    expect(await hook.numbers()).toEqual([...range(51, 3), 1])
    moveClock(tenant, 40 * MINUTE)
    await hook.save('52')
    expect(await hook.numbers()).toEqual(range(52, 3))
    expect(await tenant.api.get(`${hook.path}/versions/1`)).toMatchObject({ status: 404 })
    const { pk } = hookVersionKey(hook.id, 0)
    const all = await tenant.ports.store.list(pk, { limit: 500 })
    expect(all.filter(({ sk }) => sk === 'S#000001' || sk === 'S#000002')).toEqual([])
  })
})

function range(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, place) => from - place)
}
