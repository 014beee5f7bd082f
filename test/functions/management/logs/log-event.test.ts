import { describe, expect, it } from 'vitest'
import { disableHooks, useScript } from '../../../support/edit-tenant.ts'
import { demoExchange } from '../../../support/token-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

interface ShownEvent {
  log_id: string
  date: string
  type: string
  description: string
}

const tenant = useManagedTenant({ requestsPerMinute: 100_000 })

describe('an event', () => {
  it('of an exchange has every recorded property, its trace and what the hook did', async () => {
    const script = `module.exports = (c, s, a, ctx, cb) => { console.log('hi'); cb(null, { scope: s }) }`
    await useScript(tenant.ports, script)
    await demoExchange(tenant)
    await disableHooks(tenant.ports)
    const [event] = (await tenant.api.get('/logs')).body
    expect(event).toEqual({
      _id: event.log_id,
      log_id: expect.stringMatching(/^900\d{29}$/),
      date: expect.stringMatching(/^\d{4}-.+Z$/),
      type: 'seccft',
      description: '',
      connection: null,
      connection_id: '',
      organization_id: null,
      organization_name: null,
      client_id: tenant.credentials.demo.client_id,
      client_name: expect.stringMatching(/./),
      ip: '127.0.0.1',
      hostname: new URL(tenant.url).host,
      details: {
        trace: expect.objectContaining({ final: expect.any(Array) }),
        hook: {
          id: expect.any(String),
          name: 'test',
          version: 1,
          durationMs: expect.any(Number),
          console: [expect.objectContaining({ text: 'hi' })],
        },
      },
      user_id: '',
      user_name: '',
      user_agent: expect.any(String),
      audience: 'https://api.example.com/',
      scope: expect.any(String),
      strategy: null,
      strategy_type: null,
      isMobile: false,
      location_info: null,
    })
    expect((await tenant.api.get(`/logs/${event.log_id}`)).body).toEqual(event)
  })

  it('of a refused exchange says why', async () => {
    await demoExchange(tenant, { audience: 'urn:nothing' })
    const [event] = (await tenant.api.get('/logs')).body
    expect(event).toMatchObject({ type: 'feccft', details: { error: 'unknownAudience' } })
    expect(event.description).toContain('urn:nothing')
    expect(event.isMobile).toBe(false)
  })

  it('of a write says who, what and which properties, and never a secret', async () => {
    const client_secret = 'a-given-secret-that-nobody-else-may-see'
    const created = await tenant.api.post('/clients', { name: 'logged', client_secret })
    const { client_id } = created.body
    const [event] = (await tenant.api.get('/logs')).body
    expect(event).toMatchObject({
      type: 'sapi',
      description: 'Create a Client',
      connection_id: null,
      client_id: tenant.credentials.admin.client_id,
      client_name: expect.stringMatching(/./),
      hostname: null,
      user_id: null,
      user_name: null,
      audience: null,
      details: {
        request: {
          method: 'post',
          path: '/api/v2/clients',
          channel: 'api',
          body: null,
          query: {},
          auth: { strategy: 'jwt', credentials: { scopes: ['create:clients'] }, user: {} },
          changed: ['client_secret', 'name'],
        },
        response: { statusCode: 201, body: {} },
      },
    })
    await tenant.api.post(`/clients/${client_id}/rotate-secret`)
    await tenant.api.patch(`/clients/${client_id}`, { client_secret, grant_types: 7 as never })
    await tenant.api.delete(`/clients/${client_id}`)
    const { body } = await tenant.api.get('/logs?take=100')
    const own = body.filter(({ type }: ShownEvent) => type.endsWith('api')).slice(-4)
    expect(own.map((shown: ShownEvent) => shown.type)).toEqual(['sapi', 'sapi', 'fapi', 'sapi'])
    expect(own[2]).toMatchObject({ details: { response: { statusCode: 400 } } })
    expect(own[2].description).toContain("'grant_types'")
    expect(own[3]).toMatchObject({
      description: 'Delete a Client',
      details: { request: { method: 'delete', path: `/api/v2/clients/${client_id}` } },
    })
    const all = JSON.stringify(body)
    for (const secret of [client_secret, created.body.client_secret, tenant.api.token, 'eyJ']) {
      expect(all).not.toContain(secret)
    }
  })

  it('that does not exist is a 404', async () => {
    for (const id of ['90020210101000000000000000000000', 'nothing', '%00']) {
      const answer = await tenant.api.get(`/logs/${id}`)
      expect(answer).toMatchObject({ status: 404, body: { statusCode: 404, error: 'Not Found' } })
    }
  })

  it('shows the properties that are asked for', async () => {
    const [event] = (await tenant.api.get('/logs?fields=log_id,type&per_page=1')).body
    expect(Object.keys(event).sort()).toEqual(['log_id', 'type'])
    const without = await tenant.api.get(
      `/logs/${event.log_id}?fields=details&include_fields=false`,
    )
    expect(without.body).not.toHaveProperty('details')
    expect(without.body.log_id).toBe(event.log_id)
  })
})
