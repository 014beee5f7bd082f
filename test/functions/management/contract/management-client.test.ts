import { beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient } from '../../../../functions/management/contract/management-client.ts'
import {
  ManagementApiError,
  UnreachableError,
} from '../../../../functions/management/contract/management-transport.ts'
import { managementClient } from '../../../support/management-client.ts'
import { useTenant } from '../../../support/use-tenant.ts'

const script = 'module.exports = (client, scope, audience, context, cb) => cb(null, { scope })'

const tenant = useTenant({ requestsPerMinute: 1_000_000 })
let token: string
beforeAll(async () => {
  token = (await managementClient(tenant)).token
})

const open = (getToken = async (_renew: boolean) => token) =>
  createManagementClient({ url: tenant.url, getToken })

describe('the management client', () => {
  it('lists all of what is more than a page', async () => {
    const { clients } = open()
    for (let n = 0; n < 105; n++)
      await clients.create({ name: `n${n}`, app_type: 'non_interactive' })
    const names = (await clients.list()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(Array.from({ length: 105 }, (_, n) => `n${n}`)))
    expect(new Set(names).size).toBe(names.length)
  })

  it('takes identifiers with every character', async () => {
    const { apis } = open()
    const identifier = 'https://api.example.com/a b/ü?#%2F'
    const { id } = await apis.create({ identifier, name: 'odd' })
    expect(await apis.get(identifier)).toMatchObject({ id, identifier })
  })

  it('renews a token that is refused, once', async () => {
    const renewals: boolean[] = []
    const healing = open(async (renew) => {
      renewals.push(renew)
      return renew ? token : 'ended'
    })
    expect(await healing.keys.list()).toHaveLength(2)
    expect(renewals).toEqual([false, true])
    const refused = open(async () => 'ended').keys.list()
    await expect(refused).rejects.toMatchObject({ status: 401 })
  })

  it('throws what the tenant answered', async () => {
    const missing = open().hooks.get('01GQN0P01XY4VE0PCK7H20QZ4M')
    await expect(missing).rejects.toThrow(ManagementApiError)
    await expect(missing).rejects.toMatchObject({ status: 404, errorCode: 'HookDoesNotExist' })
  })

  it('says when there is no tenant at the address', async () => {
    const getToken = async () => token
    const nobody = createManagementClient({ url: 'http://127.0.0.1:1/', getToken })
    await expect(nobody.keys.list()).rejects.toThrow(UnreachableError)
    const page = async () => new Response('<html>', { status: 200 })
    const other = createManagementClient({ url: tenant.url, getToken, fetch: page })
    await expect(other.keys.list()).rejects.toThrow('is it a Hookmint tenant?')
  })
})

describe('the status of a hook', () => {
  it('names its version, the secrets without a value, and the warnings', async () => {
    const { hooks } = open()
    const { id } = await hooks.create({ name: 's', script, triggerId: 'credentials-exchange' })
    expect(await hooks.status(id)).toEqual({
      version: 1,
      deployed: true,
      outdated: false,
      missing_secrets: [],
      warnings: [],
    })
    await hooks.addSecrets(id, { KEY: '_VALUE_NOT_SHOWN_', OTHER: 'known' })
    const { missing_secrets, warnings } = await hooks.status(id)
    expect(missing_secrets).toEqual(['KEY'])
    expect(warnings).toEqual([expect.stringContaining('The secret KEY has no value')])
  })
  it('says of a hook whose trigger does not run here that it does not', async () => {
    const { hooks } = open()
    const triggerId = 'post-change-password'
    const { id } = await hooks.create({ name: 'inert', script: 'not ( JavaScript', triggerId })
    expect(await hooks.status(id)).toMatchObject({
      version: 0,
      warnings: [expect.stringMatching(/post-change-password do not run here/)],
    })
  })
})
