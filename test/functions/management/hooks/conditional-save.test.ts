import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient } from '../../../../functions/management/contract/management-client.ts'
import { managementClient } from '../../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'

let tenant: ServedTenant
let token: string
beforeAll(async () => {
  tenant = await serveTenant()
  token = (await managementClient(tenant)).token
})
afterAll(() => tenant.close())

const open = () => createManagementClient({ url: tenant.url, getToken: async () => token }).hooks

const says = (word: string) =>
  `module.exports = (client, scope, audience, context, cb) => cb('${word}')`

async function createHook(name: string): Promise<string> {
  const { id } = await open().create({ name, script: says('1'), triggerId: 'credentials-exchange' })
  return id
}

it('saves on the version that the writer has seen', async () => {
  const id = await createHook('seen')
  await open().update(id, { script: says('2') }, 1)
  expect(await open().status(id)).toMatchObject({ version: 2 })
})

it('refuses with 412 what was written on an earlier version, and changes nothing', async () => {
  const id = await createHook('late')
  await open().update(id, { script: says('theirs') })
  const late = open().update(id, { script: says('mine'), name: 'mine' }, 1)
  await expect(late).rejects.toMatchObject({ status: 412, errorCode: 'precondition_failed' })
  expect(await open().get(id)).toMatchObject({ name: 'late', script: says('theirs') })
})

it('lets one of ten writers on the same version save', async () => {
  const id = await createHook('race')
  const writers = Array.from({ length: 10 }, (_, n) =>
    open().update(id, { script: says(`w${n}`) }, 1),
  )
  const ended = await Promise.allSettled(writers)
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason.status] : []))
  expect(new Set(reasons)).toEqual(new Set([412]))
  expect(await open().status(id)).toMatchObject({ version: 2 })
})

describe('a hook of a trigger that does not run here, which has no versions', () => {
  async function createInert(name: string) {
    const hook = { name, script: says('1'), triggerId: 'send-phone-message' } as const
    const { id } = await open().create(hook)
    const { revision, version } = await open().status(id)
    expect(version).toBe(0)
    return { id, revision }
  }

  it('is saved on the revision that the writer has seen', async () => {
    const { id, revision } = await createInert('inert-seen')
    await open().update(id, { script: says('2') }, revision)
    expect(await open().get(id)).toMatchObject({ script: says('2') })
    expect((await open().status(id)).revision).not.toBe(revision)
  })

  it('refuses with 412 what was written on an earlier revision, and changes nothing', async () => {
    const { id, revision } = await createInert('inert-late')
    await open().update(id, { script: says('theirs') })
    const late = open().update(id, { script: says('mine'), name: 'mine' }, revision)
    await expect(late).rejects.toMatchObject({ status: 412, errorCode: 'precondition_failed' })
    expect(await open().get(id)).toMatchObject({ name: 'inert-late', script: says('theirs') })
  })

  it('lets one of ten writers on the same revision save', async () => {
    const { id, revision } = await createInert('inert-race')
    const writers = Array.from({ length: 10 }, (_, n) =>
      open().update(id, { script: says(`w${n}`) }, revision),
    )
    const ended = await Promise.allSettled(writers)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason.status] : []))
    expect(new Set(reasons)).toEqual(new Set([412]))
  })
})

it('shows no revision of a hook that has versions: these are what it is saved on', async () => {
  const id = await createHook('versioned')
  expect(await open().status(id)).not.toHaveProperty('revision')
})

it.each(['"x"', '"1", "2"', 'W/"1"'])('refuses If-Match: %s', async (ifMatch) => {
  const id = await createHook(`odd-${ifMatch.length}`)
  const response = await fetch(`${tenant.url}api/v2/hooks/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'if-match': ifMatch },
    body: JSON.stringify({ script: says('2') }),
  })
  expect(response.status).toBe(400)
})
