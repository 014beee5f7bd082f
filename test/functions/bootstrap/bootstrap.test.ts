import { beforeEach, describe, expect, it } from 'vitest'
import type {
  AdminCredentials,
  BootstrapPorts,
} from '../../../functions/bootstrap/bootstrap-ports.ts'
import { createBootstrap } from '../../../functions/bootstrap/create-bootstrap.ts'
import { prepareTenant } from '../../../functions/bootstrap/prepare-tenant.ts'
import { withNewRights } from '../../../functions/bootstrap/with-new-rights.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import {
  apiProfileKey,
  apiRecordKey,
  clientKey,
  SYSTEM_API,
  tenantKey,
} from '../../../functions/core/record-keys.ts'
import { currentSigningKey, publishedSigningKeys } from '../../../functions/core/signing-keys.ts'
import { systemClock } from '../../../functions/system-clock.ts'
import { callStack } from '../../support/deployed/call-stack.ts'
import { MemoryTenantStore } from '../../support/memory-tenant-store.ts'
import { openFileKeys } from '../../support/open-file-keys.ts'

const WANTED = { name: 'main', issuer: 'https://tokens.example.com/' }
const NEW = { isNewTable: true }

/** Ports that fail at the step of a number, once; steps are calls that write. */
async function openPorts(failAt = Number.POSITIVE_INFINITY) {
  const store = new MemoryTenantStore()
  const { keys, close } = await openFileKeys()
  let kept: AdminCredentials | undefined
  let steps = 0
  const disabled: string[] = []
  const making: Promise<unknown>[] = []
  const step = () => {
    steps += 1
    if (steps === failAt) throw new StoreError('crash')
  }
  const ports: BootstrapPorts = {
    clock: systemClock,
    store: {
      read: (wanted) => store.read(wanted),
      list: (partition, page) => store.list(partition, page),
      async transact(changes) {
        step()
        await store.transact(changes)
      },
    },
    keys: {
      async create(subject) {
        step()
        const made = keys.create(subject)
        making.push(made)
        return made
      },
      async disable(keyRef) {
        disabled.push(keyRef)
        await keys.disable(keyRef)
      },
    },
    adminSecret: {
      read: async () => kept,
      async write(credentials) {
        step()
        kept = credentials
      },
    },
  }
  return {
    ports,
    store,
    disabled,
    kept: () => kept,
    forget() {
      kept = undefined
    },
    async close() {
      await Promise.allSettled(making)
      await close()
    },
  }
}

describe('bootstrap', () => {
  let opened: Awaited<ReturnType<typeof openPorts>>
  beforeEach(async () => {
    opened = await openPorts()
    return () => opened.close()
  })
  const readTenant = async () => (await opened.store.read([tenantKey]))[0]?.value

  it('makes the tenant with two keys, the system API and an admin whose secret is kept', async () => {
    const { tenant, admin } = await prepareTenant(opened.ports, WANTED, NEW)
    expect(tenant).toMatchObject({ ...WANTED, hosts: [], oauthErrors: 'auth0' })
    expect(tenant.signingKeys.map(({ currentSince }) => currentSince !== undefined)).toEqual([
      true,
      false,
    ])
    expect(opened.kept()).toEqual(admin)
    const [client, system] = await opened.store.read([
      clientKey(admin.client_id),
      apiRecordKey(SYSTEM_API),
    ])
    expect(client?.value.grantTypes).toEqual(['client_credentials'])
    expect(system?.value.identifier).toBe('https://tokens.example.com/api/v2/')
    expect(JSON.stringify([...opened.store.dump()])).not.toContain(admin.client_secret)
  })

  it('changes nothing of a tenant that is there, whatever the stack says now', async () => {
    const { admin } = await prepareTenant(opened.ports, WANTED, NEW)
    const before = opened.store.dump()
    const again = await prepareTenant(
      opened.ports,
      { ...WANTED, issuer: 'https://b.example.com/' },
      NEW,
    )
    expect(again.tenant.issuer).toBe(WANTED.issuer)
    expect(again.admin).toEqual(admin)
    expect(opened.store.dump()).toEqual(before)
  })

  it('makes an admin for a stack that adopts a table: its own secret holds none', async () => {
    const first = await prepareTenant(opened.ports, WANTED, NEW)
    opened.forget()
    const adopted = await prepareTenant(opened.ports, WANTED, NEW)
    expect(adopted.tenant).toEqual(first.tenant)
    expect(adopted.admin.client_id).not.toBe(first.admin.client_id)
    expect(opened.kept()).toEqual(adopted.admin)
  })

  it('makes an admin when the table does not know the one of the secret: it was restored', async () => {
    const first = await prepareTenant(opened.ports, WANTED, NEW)
    await opened.store.transact([{ remove: clientKey(first.admin.client_id), expect: 'any' }])
    const { admin } = await prepareTenant(opened.ports, WANTED, NEW)
    expect(admin.client_id).not.toBe(first.admin.client_id)
    expect((await opened.store.read([clientKey(admin.client_id)]))[0]).toBeDefined()
    expect(opened.kept()).toEqual(admin)
  })

  it('makes none in the place of an admin that was removed since', async () => {
    const { admin } = await prepareTenant(opened.ports, WANTED, NEW)
    await opened.store.transact([{ remove: clientKey(admin.client_id), expect: 'any' }])
    const before = opened.store.dump()
    await prepareTenant(opened.ports, WANTED, { isNewTable: false })
    const call = { TenantName: 'main', Issuer: WANTED.issuer, TableName: 't' }
    const handler = createBootstrap(opened.ports)
    expect((await callStack(handler, 'Update', call)).Status).toBe('SUCCESS')
    expect(opened.store.dump()).toEqual(before)
  })

  it('refuses the table of a tenant with another name, and says with which to deploy', async () => {
    await prepareTenant(opened.ports, WANTED, NEW)
    const before = opened.store.dump()
    opened.forget()
    const call = { TenantName: 'other', Issuer: WANTED.issuer, TableName: 't' }
    expect(await callStack(createBootstrap(opened.ports), 'Create', call)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/of the tenant main, .* deploy with tenant=main, not other/),
    })
    expect(opened.store.dump()).toEqual(before)
    expect(opened.kept()).toBeUndefined()
  })

  it('makes no tenant in another table when the stack has one: a setting was forgotten', async () => {
    const call = { TenantName: 'main', Issuer: WANTED.issuer, TableName: 'empty' }
    const before = { ...call, TableName: 'adopted' }
    const answer = await callStack(createBootstrap(opened.ports), 'Update', call, before)
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^The table empty holds no tenant\..* in adopted: .*"adopt"/),
    })
    expect(await readTenant()).toBeUndefined()
  })

  it('makes new keys for who cannot sign with the ones that there are', async () => {
    const { tenant } = await prepareTenant(opened.ports, WANTED, NEW)
    const handler = createBootstrap({
      ...opened.ports,
      keys: { ...opened.ports.keys, disable: () => Promise.reject(new StoreError('out of reach')) },
    })
    const { kid } = (await handler({ action: 'new-keys' })) as { kid: string }
    const [first, second] = tenant.signingKeys.map((key) => key.kid)
    const after = (await readTenant())?.signingKeys ?? []
    expect(currentSigningKey(after, Date.now()).kid).toBe(kid)
    // What was signed with the old one still verifies; with the next one nothing was.
    const published = publishedSigningKeys(after, Date.now(), 3600).map((key) => key.kid)
    expect(published).toHaveLength(3)
    expect(published).toContain(first)
    expect(published).not.toContain(second)
  })

  it('makes new keys however full the tenant is: the oldest make room', async () => {
    await prepareTenant(opened.ports, WANTED, NEW)
    const handler = createBootstrap(opened.ports)
    const kids: string[] = []
    for (let round = 1; round <= 8; round++) {
      kids.push(((await handler({ action: 'new-keys' })) as { kid: string }).kid)
    }
    const after = await readTenant()
    expect(currentSigningKey(after?.signingKeys ?? [], Date.now()).kid).toBe(kids.at(-1))
    expect(after?.signingKeys.map((key) => key.kid)).toContain(kids.at(-2))
    expect(JSON.stringify(after).length).toBeLessThan(4000)
  })

  it.each([1, 2, 3, 4])('begins again after a crash at step %i', async (failAt) => {
    const crashing = await openPorts(failAt)
    await expect(prepareTenant(crashing.ports, WANTED, NEW)).rejects.toThrow('crash')
    expect((await crashing.store.read([tenantKey]))[0]).toBeUndefined()
    const { admin } = await prepareTenant(crashing.ports, WANTED, NEW)
    expect(crashing.kept()).toEqual(admin)
    expect((await crashing.store.read([clientKey(admin.client_id)]))[0]).toBeDefined()
    await crashing.close()
  })

  it('disables the keys that it made for nothing', async () => {
    const crashing = await openPorts(4)
    await expect(prepareTenant(crashing.ports, WANTED, NEW)).rejects.toThrow('crash')
    expect(crashing.disabled).toHaveLength(2)
    await crashing.close()
  })

  it('tells the stack why it failed, and ends well whenever the stack goes', async () => {
    const handler = createBootstrap(opened.ports)
    const issuer = { TenantName: 'main', Issuer: 'http://tokens.example.com', TableName: 't' }
    expect(await callStack(handler, 'Create', issuer)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/is no issuer/),
    })
    expect(await callStack(handler, 'Delete', issuer)).toMatchObject({ Status: 'SUCCESS' })
    expect(await readTenant()).toBeUndefined()
  })

  it('changes the issuer for an operator, and that of the system API with it', async () => {
    await prepareTenant(opened.ports, WANTED, NEW)
    const handler = createBootstrap(opened.ports)
    const issuer = 'https://login.example.com/'
    expect(await handler({ action: 'change-issuer', issuer })).toEqual({ issuer })
    expect((await readTenant())?.issuer).toBe(issuer)
    const [system] = await opened.store.read([apiRecordKey(SYSTEM_API)])
    expect(system?.value.identifier).toBe(`${issuer}api/v2/`)
    const [profile] = await opened.store.read([apiProfileKey(system?.value.id ?? '')])
    expect(profile?.value.properties.identifier).toBe(`${issuer}api/v2/`)
  })

  it.each([
    [{}, /new-admin/],
    [{ action: 'drop' }, /new-admin/],
    [{ action: 'change-issuer', issuer: 'https://host' }, /a slash at the end/],
    [{ action: 'new-admin' }, /There is no tenant yet/],
  ])('refuses %j', async (event, message) => {
    await expect(createBootstrap(opened.ports)(event)).rejects.toThrow(message)
  })
})

describe('rights that are new', () => {
  it('are waited for', async () => {
    let tries = 0
    const attempt = async () => {
      tries += 1
      if (tries < 3) throw new StoreError('AccessDenied')
      return 'done'
    }
    expect(await withNewRights(attempt, 1)).toBe('done')
  })

  it('are not waited for when something else is wrong', async () => {
    const attempt = () => Promise.reject(new TypeError('bug'))
    await expect(withNewRights(attempt, 60_000)).rejects.toThrow('bug')
  })
})
