import { beforeEach, describe, expect, it } from 'vitest'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { useTellingHook } from './support/telling-hook.ts'

const HIDDEN = '_VALUE_NOT_SHOWN_'

const tenant = useManagedTenant()
const hook = useTellingHook(tenant)

describe('values that are gone from the store', () => {
  beforeEach(async () => {
    await tenant.api.post(hook.path, { A: 'first', B: 'second' })
    await tenant.api.post(hook.path, { C: HIDDEN })
    await tenant.ports.secrets.remove(hook.id)
  })

  it('are given anew all at once, so that none is left without one unseen', async () => {
    const refused = await tenant.api.patch(hook.path, { A: 'anew' })
    expect(refused.status).toBe(409)
    expect(refused.body.message).toMatch(/values .* are gone\. Give all of them anew.*: A, B$/)
    expect((await demoExchange(tenant)).status).toBe(503)
    expect((await tenant.lastEvent()).description).toMatch(/set all of them anew: hookmint/)
    expect((await tenant.api.patch(hook.path, { A: 'anew', B: 'too' })).status).toBe(201)
    expect(await hook.seen()).toEqual({ A: 'anew', B: 'too' })
    expect((await hook.stored())?.missingSecrets).toEqual(['C'])
  })

  it('are no longer wanted once their names are removed', async () => {
    expect((await tenant.api.delete(hook.path, ['A', 'B'])).status).toBe(204)
    expect(await hook.seen()).toEqual({})
    expect((await tenant.api.post(hook.path, { B: 'back' })).status).toBe(201)
    expect(await hook.seen()).toEqual({ B: 'back' })
  })
})
