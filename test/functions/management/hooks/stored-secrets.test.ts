import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../../../functions/core/errors.ts'
import { closedGate } from '../../../support/closed-gate.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { useTellingHook } from './support/telling-hook.ts'

const tenant = useManagedTenant()
const hook = useTellingHook(tenant)

describe('what is stored', () => {
  /** The versions of the hook's secrets that can be read. */
  async function readable(): Promise<string[]> {
    const tried = written.map(async (versionId) => {
      await tenant.ports.secrets.read(hook.id, versionId)
      return versionId
    })
    const found = await Promise.allSettled(tried)
    return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }
  const written: string[] = []
  beforeEach(() => {
    written.length = 0
    const { secrets } = tenant.ports
    const write = secrets.write.bind(secrets)
    vi.spyOn(secrets, 'write').mockImplementation(async (...given) => {
      const version = await write(...given)
      written.push(version.versionId)
      return version
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is the latest version alone, and none when there is no value', async () => {
    await tenant.api.post(hook.path, { A: 'first value' })
    await tenant.api.patch(hook.path, { A: 'second value' })
    await tenant.api.post(hook.path, { B: 'third value' })
    expect(written).toHaveLength(3)
    expect(await readable()).toEqual([(await hook.stored())?.secretsVersionId])
    await tenant.api.delete(hook.path, ['A', 'B'])
    expect(await readable()).toEqual([])
    expect(await hook.seen()).toEqual({})
  })

  it("is the version before, when the new one could not be made the hook's", async () => {
    await tenant.api.post(hook.path, { A: 'first value' })
    const before = await hook.stored()
    const refuse = async () => {
      throw new StoreError('out of reach')
    }
    vi.spyOn(tenant.ports.store, 'transact').mockImplementationOnce(refuse)
    expect((await tenant.api.patch(hook.path, { A: 'second value' })).status).toBe(503)
    expect(written).toHaveLength(2)
    expect(await readable()).toEqual([before?.secretsVersionId])
    expect(await hook.seen()).toEqual({ A: 'first value' })
  })

  it('is what was written when the store failed only afterwards', async () => {
    await tenant.api.post(hook.path, { A: 'first value' })
    const { store } = tenant.ports
    const transact = store.transact.bind(store)
    vi.spyOn(store, 'transact').mockImplementationOnce(async (changes) => {
      await transact(changes)
      throw new StoreError('out of reach')
    })
    expect((await tenant.api.patch(hook.path, { A: 'second value' })).status).toBe(503)
    expect(await hook.seen()).toEqual({ A: 'second value' })
  })

  it('is never removed under a writer who comes a little later', async () => {
    await tenant.api.post(hook.path, { A: 'first value' })
    const { secrets } = tenant.ports
    const keepOnly = secrets.keepOnly.bind(secrets)
    const gate = closedGate()
    vi.spyOn(secrets, 'keepOnly').mockImplementationOnce(async (...given) => {
      await gate.pass()
      await keepOnly(...given)
    })
    const slow = tenant.api.patch(hook.path, { A: 'second value' })
    await gate.reached
    vi.mocked(secrets.keepOnly).mockImplementationOnce(async () => gate.open())
    expect((await tenant.api.patch(hook.path, { A: 'third value' })).status).toBe(201)
    expect((await slow).status).toBe(201)
    expect(await hook.seen()).toEqual({ A: 'third value' })
  })
})

it('tells nobody a value: no answer, no event, no console line', async () => {
  const told: unknown[] = []
  const secret = 'correct-horse-battery'
  for (const answer of [
    await tenant.api.post(hook.path, { A: secret }),
    await tenant.api.post(hook.path, { A: secret }),
    await tenant.api.patch(hook.path, { A: `${secret}-2` }),
    await tenant.api.patch(hook.path, { B: secret }),
    await tenant.api.post(hook.path, { B: [secret] as unknown as string }),
    await tenant.api.post(hook.path, { B: secret.repeat(400) }),
    await tenant.api.get(hook.path),
    await tenant.api.get(`/hooks/${hook.id}`),
    await tenant.api.get('/hooks'),
  ]) {
    told.push(answer.body, await tenant.lastEvent())
  }
  await demoExchange(tenant)
  const event = await tenant.lastEvent()
  expect(JSON.stringify(event.details.hook?.console)).toContain('[secret A]')
  expect(JSON.stringify([...told, event])).not.toContain(secret)
  expect(JSON.stringify(await hook.stored())).not.toContain(secret)
})
