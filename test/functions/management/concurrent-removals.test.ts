import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Grant, GrantProfile } from '../../../functions/core/api-model.ts'
import type { TenantStore } from '../../../functions/core/ports/tenant-store.ts'
import {
  apiGrantKey,
  apiRecordKey,
  clientKey,
  grantKey,
  grantProfileKey,
  SYSTEM_API,
} from '../../../functions/core/record-keys.ts'
import type { Tenant } from '../../../functions/core/tenant-model.ts'
import { newApi } from '../../../functions/management/apis/api-records.ts'
import { createApi } from '../../../functions/management/apis/create-api.ts'
import { removeApi } from '../../../functions/management/apis/remove-api.ts'
import { newMachineClient } from '../../../functions/management/clients/new-client.ts'
import { removeClient } from '../../../functions/management/clients/remove-client.ts'
import { changeGrant } from '../../../functions/management/grants/change-grant.ts'
import { createGrant } from '../../../functions/management/grants/create-grant.ts'
import { deleteGrant } from '../../../functions/management/grants/delete-grant.ts'
import { placeOfGrant } from '../../../functions/management/grants/grant-records.ts'
import { interleave } from '../../support/interleave.ts'
import { MemoryTenantStore } from '../../support/memory-tenant-store.ts'

/** Every order of the first 8 calls; whoever makes the last of them makes those that follow. */
const SCHEDULES = Array.from({ length: 256 }, (_, index) => index - 128)

type GrantOf = Parameters<typeof newMachineClient>[1][number]

const ADMIN = 'create:client_grants'
const SYSTEM = 'https://host/api/v2/'
const AUDIENCE = 'urn:api'
const served = {
  caller: { tenant: { issuer: 'https://host/', hosts: [] as string[] } as Tenant },
  http: { method: '', path: '', query: '', headers: {}, body: new Uint8Array(), ip: '' },
}
const ASKED = { clientId: 'a', api: AUDIENCE, audience: AUDIENCE }

/** Conflicts are retried at once. */
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A tenant with an API and two admins, `a` and `b`. */
async function createStore(): Promise<TenantStore> {
  const store = new MemoryTenantStore()
  const admin: GrantOf = { api: SYSTEM_API, audience: SYSTEM, scope: [ADMIN] }
  const machine = { secret: 'x', tenant: 't' }
  await store.transact([
    ...newApi('a'.repeat(24), { identifier: SYSTEM, is_system: true }).changes,
    ...newApi('b'.repeat(24), { identifier: AUDIENCE }).changes,
    ...newMachineClient({ clientId: 'a', name: 'a', ...machine }, [admin]),
    ...newMachineClient({ clientId: 'b', name: 'b', ...machine }, [admin]),
  ])
  return store
}

const adminGrant = async (store: TenantStore, clientId: string) => {
  const [grant] = await store.read([grantKey(clientId, SYSTEM_API)])
  return grant?.value
}

/** Every grant, after a look at whether its three records agree and its client and API exist. */
async function consistentGrants(store: TenantStore): Promise<GrantProfile[]> {
  const profiles = await store.list<GrantProfile>(grantProfileKey('').pk, { limit: 100 })
  for (const { value } of profiles) {
    const { id, clientId, api } = placeOfGrant(value)
    const [hot, index, client, resource] = await store.read([
      grantKey(clientId, api),
      apiGrantKey(api, clientId),
      clientKey(clientId),
      apiRecordKey(api),
    ])
    expect(hot?.value).toEqual({ id, scope: value.properties.scope })
    expect(index?.value).toEqual({ id })
    expect([client, resource]).not.toContain(undefined)
  }
  const partitions = [clientKey('a').pk, clientKey('b').pk, apiRecordKey(AUDIENCE).pk]
  for (const partition of partitions) {
    const records = await store.list<Grant>(partition, { limit: 100 })
    for (const { sk, value } of records) {
      if (sk !== 'hot') expect(profiles.map(({ sk }) => sk)).toContain(value.id)
    }
  }
  return profiles.map(({ value }) => value)
}

describe('the last two admins, removed at the same time', () => {
  type Remove = (store: TenantStore, clientId: string, grantId: string) => Promise<unknown>
  const ways: Record<string, Remove> = {
    'grant removed': (store, _clientId, id) => deleteGrant(store, id),
    'grant narrowed': (store, _clientId, id) => changeGrant(store, id, { scope: ['read:logs'] }),
    'client removed': (store, clientId) => removeClient(store, clientId),
  }
  const pairs = Object.keys(ways).flatMap((one) => Object.keys(ways).map((other) => [one, other]))

  it.each(pairs)('leave one: %s, %s', async (one = '', other = '') => {
    for (const schedule of SCHEDULES) {
      const store = await createStore()
      const remove = async (way: string, clientId: string) => {
        const id = (await adminGrant(store, clientId))?.id ?? ''
        return (shared: TenantStore) => ways[way]?.(shared, clientId, id) as Promise<unknown>
      }
      const both = [await remove(one, 'a'), await remove(other, 'b')] as const
      const outcomes = await interleave(store, both, schedule)
      const refused = outcomes.filter(({ status }) => status === 'rejected')
      expect(refused).toMatchObject([{ reason: { status: 409 } }])
      const grants = await consistentGrants(store)
      const admins = grants.filter(({ properties }) =>
        (properties.scope as string[]).includes(ADMIN),
      )
      expect(admins).toHaveLength(1)
    }
  })
})

describe('a new admin, removed while the others rely on it', () => {
  it('stays, or they do', async () => {
    for (const schedule of SCHEDULES) {
      const store = await createStore()
      const machine = { clientId: 'c', name: 'c', secret: 'x', tenant: 't' }
      await store.transact(newMachineClient(machine, []))
      const ids = [await adminGrant(store, 'a'), await adminGrant(store, 'b')].map(
        (grant) => grant?.id ?? '',
      )
      const handOver = async (shared: TenantStore) => {
        const asked = { clientId: 'c', api: SYSTEM_API, audience: SYSTEM } as const
        await createGrant(shared, asked, { scope: [ADMIN] })
        for (const id of ids) await deleteGrant(shared, id)
      }
      await interleave(store, [handOver, (shared) => removeClient(shared, 'c')], schedule)
      expect(await consistentGrants(store)).not.toHaveLength(0)
    }
  })
})

describe('a grant that is made at the same time', () => {
  const make = (store: TenantStore) => createGrant(store, ASKED, { scope: ['read'] })

  it.each([
    ['client', (store: TenantStore) => removeClient(store, 'a')],
    ['API', (store: TenantStore) => removeApi(store, AUDIENCE, served)],
  ])('goes with its %s, or is refused', async (_name, remove) => {
    for (const schedule of SCHEDULES) {
      const store = await createStore()
      const [made, removed] = await interleave(store, [make, remove], schedule)
      expect(removed?.status).toBe('fulfilled')
      if (made?.status === 'rejected') expect(made).toMatchObject({ reason: { status: 404 } })
      const grants = await consistentGrants(store)
      expect(grants.filter(({ audience }) => audience === AUDIENCE)).toEqual([])
    }
  })

  it.each([
    ['removed', (store: TenantStore, id: string) => deleteGrant(store, id)],
    [
      'changed',
      (store: TenantStore, id: string) =>
        changeGrant(store, id, { scope: ['old'] }).catch(({ status }) => expect(status).toBe(404)),
    ],
  ])('is not touched when the one before it is %s', async (_how, touch) => {
    for (const schedule of SCHEDULES) {
      const store = await createStore()
      const { id } = await make(store)
      const replace = async (shared: TenantStore) => {
        await deleteGrant(shared, id)
        return createGrant(shared, ASKED, { scope: ['new'] })
      }
      await interleave(store, [replace, (shared) => touch(shared, id)], schedule)
      const grants = await consistentGrants(store)
      const [fresh] = grants.filter(({ audience }) => audience === AUDIENCE)
      expect(fresh?.properties.scope).toEqual(['new'])
    }
  })
})

describe('an API that is made anew while the one before it goes', () => {
  it('has none of its grants, and keeps its own', async () => {
    for (const schedule of SCHEDULES) {
      const store = await createStore()
      await createGrant(store, ASKED, { scope: ['old'] })
      const id = 'b'.repeat(24)
      const replace = async (shared: TenantStore) => {
        await removeApi(shared, id, served)
        await createApi(shared, { identifier: AUDIENCE }, served)
        return createGrant(shared, ASKED, { scope: ['new'] })
      }
      const remove = (shared: TenantStore) => removeApi(shared, id, served)
      const outcomes = await interleave(store, [replace, remove], schedule)
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
      const grants = await consistentGrants(store)
      const [fresh] = grants.filter(({ audience }) => audience === AUDIENCE)
      expect(fresh?.properties.scope).toEqual(['new'])
    }
  })
})
