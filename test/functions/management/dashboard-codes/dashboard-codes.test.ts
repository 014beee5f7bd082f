import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFailureLimit } from '../../../../functions/core/failure-limit.ts'
import type { TenantStore } from '../../../../functions/core/ports/tenant-store.ts'
import { SYSTEM_API } from '../../../../functions/core/record-keys.ts'
import { newMachineClient } from '../../../../functions/management/clients/new-client.ts'
import type { DashboardTokenAnswer } from '../../../../functions/management/contract/answers.ts'
import { createDashboardCode } from '../../../../functions/management/dashboard-codes/create-dashboard-code.ts'
import {
  redeemDashboardCode,
  WRONG_CODES,
} from '../../../../functions/management/dashboard-codes/redeem-dashboard-code.ts'
import { interleave } from '../../../support/interleave.ts'
import {
  callManagement,
  type ManagementClient,
  managementClient,
} from '../../../support/management-client.ts'
import { MemoryTenantStore } from '../../../support/memory-tenant-store.ts'
import { passTime } from '../../../support/pass-time.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { postToken } from '../../../support/token-client.ts'

const HOUR = 3600

let tenant: ServedTenant
let api: ManagementClient
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  tenant = await serveTenant()
  api = await managementClient(tenant)
})
afterEach(async () => {
  vi.useRealTimers()
  await tenant.close()
})

async function createCode(token = api.token): Promise<string> {
  const { status, body } = await callManagement(tenant.url, token, 'POST', '/dashboard-codes')
  expect(status).toBe(201)
  expect(body).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), expires_in: 60 })
  return body.code
}

/** As a browser without a token does. */
async function redeem(code: string) {
  const response = await fetch(`${tenant.url}api/v2/dashboard-codes/redeem`, {
    method: 'POST',
    body: JSON.stringify({ code }),
  })
  const body = (await response.json()) as DashboardTokenAnswer
  return { status: response.status, headers: response.headers, body }
}

/** A token of a browser that has just signed in. */
async function signIn(): Promise<string> {
  return (await redeem(await createCode())).body.access_token
}

describe('a dashboard code', () => {
  it('is redeemed without a token for one of whoever made it', async () => {
    const { status, body } = await redeem(await createCode())
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect(body.client_id).toBe(tenant.credentials.admin.client_id)
    expect(body.client_name).toEqual(expect.any(String))
    const claims = decodeJwt(body.access_token)
    expect(claims).toMatchObject({
      iss: tenant.url,
      aud: `${tenant.url}api/v2/`,
      azp: body.client_id,
      scope: body.scope,
    })
    expect(body.scope).toBe(decodeJwt(api.token).scope)
    const listed = await callManagement(tenant.url, body.access_token, 'GET', '/clients')
    expect(listed.status).toBe(200)
  })

  it('gives no more than the token allows that it was made with', async () => {
    const { client_id, client_secret } = tenant.credentials.admin
    const issued = await postToken(tenant.url, {
      grant_type: 'client_credentials',
      client_id,
      client_secret,
      audience: `${tenant.url}api/v2/`,
      scope: 'read:hooks read:logs',
    })
    const { body } = await redeem(await createCode(String(issued.body.access_token)))
    expect(body.scope).toBe('read:hooks read:logs')
    const refused = await callManagement(tenant.url, body.access_token, 'GET', '/clients')
    expect(refused.status).toBe(403)
  })

  it('is right once', async () => {
    const code = await createCode()
    expect((await redeem(code)).status).toBe(200)
    const again = await redeem(code)
    expect(again.status).toBe(400)
    expect(again.body).toMatchObject({ errorCode: 'invalid_code' })
  })

  it('is right for 60 seconds', async () => {
    const code = await createCode()
    passTime(60)
    expect((await redeem(code)).status).toBe(400)
  })

  it('is made by nobody without a token', async () => {
    const { status } = await callManagement(tenant.url, 'none', 'POST', '/dashboard-codes')
    expect(status).toBe(401)
  })

  it('signs in nobody whose application is gone', async () => {
    const made = await api.post('/clients', { name: 'operator', app_type: 'non_interactive' })
    const { client_id } = made.body
    await api.post('/client-grants', {
      client_id,
      audience: `${tenant.url}api/v2/`,
      scope: ['read:hooks'],
    })
    const operator = await managementClient(tenant, made.body)
    const code = await createCode(operator.token)
    await api.delete(`/clients/${client_id}`)
    expect((await redeem(code)).status).toBe(400)
  })

  it('is in the log with whom it signed in, and stands nowhere in clear', async () => {
    const code = await createCode()
    await redeem(code)
    expect(await tenant.lastEvent()).toMatchObject({
      type: 'sapi',
      description: 'Sign in with a Dashboard Code',
      client_id: tenant.credentials.admin.client_id,
    })
    const records = await tenant.ports.store.list('dashboardcodes', { limit: 10 })
    expect(JSON.stringify(records)).not.toContain(code)
    const logged = await tenant.ports.log.search({ limit: 100 })
    expect(JSON.stringify(logged)).not.toContain(code)
  })

  it('leaves no record behind when it was never redeemed', async () => {
    for (let made = 0; made < 3; made++) await createCode()
    passTime(61)
    await createCode()
    expect(await tenant.ports.store.list('dashboardcodes', { limit: 10 })).toHaveLength(1)
  })

  it('is not guessed: five wrong ones pause their address for a minute, right ones too', async () => {
    const code = await createCode()
    for (let guess = 0; guess < 5; guess++) expect((await redeem(`no-${guess}`)).status).toBe(400)
    const refused = await redeem(code)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    passTime(60)
    expect((await redeem(await createCode())).status).toBe(200)
  })
})

describe('a browser that has signed in', () => {
  it('stays so by codes of its own for 12 hours, and not a second longer', async () => {
    let token = await signIn()
    for (let renewals = 0; renewals < 11; renewals++) {
      passTime(HOUR - 10)
      token = (await redeem(await createCode(token))).body.access_token
    }
    passTime(HOUR - 10)
    const { body } = await redeem(await createCode(token))
    const { auth_time, exp = 0 } = decodeJwt<{ auth_time: number }>(body.access_token)
    expect(exp).toBeLessThanOrEqual(auth_time + 12 * HOUR)
    expect(exp).toBeGreaterThan(auth_time + 12 * HOUR - 5)
    const last = await createCode(body.access_token)
    passTime(body.expires_in)
    expect((await redeem(last)).status).toBe(400)
    const late = await callManagement(tenant.url, body.access_token, 'POST', '/dashboard-codes')
    expect(late.status).toBe(401)
  })
})

describe('two who redeem one code', () => {
  it('sign in one of them, whatever the order of their calls', async () => {
    for (let schedule = -32; schedule < 32; schedule++) {
      const { store, code } = await storeWithCode()
      const attempt = (shared: TenantStore) =>
        redeemDashboardCode(
          { store: shared, clock: Date, wrongCodes: createFailureLimit(WRONG_CODES) },
          { code, ip: '127.0.0.1' },
        )
      const outcomes = await interleave(store, [attempt, attempt], schedule)
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

async function storeWithCode() {
  const store = new MemoryTenantStore()
  const [known] = await tenant.ports.store.read([{ pk: 'T', sk: 'hot' }])
  const admin = {
    api: SYSTEM_API,
    audience: `${tenant.url}api/v2/`,
    scope: ['read:hooks'],
  } as const
  await store.transact([
    { put: { pk: 'T', sk: 'hot' }, value: Object(known?.value), expect: 'absent' },
    ...newMachineClient({ clientId: 'a', name: 'a', secret: 'x', tenant: 't' }, [
      { ...admin, scope: [...admin.scope] },
    ]),
  ])
  const caller = { clientId: 'a', scopes: ['read:hooks'] }
  return { store, code: await createDashboardCode(store, caller, Date.now()) }
}
