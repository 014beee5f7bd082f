import { beforeAll, describe, expect, it } from 'vitest'
import { digestSecret } from '../../../functions/core/client-secret.ts'
import { editClient, useScript } from '../../support/edit-tenant.ts'
import { demoExchange } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const tenant = useTenant()
let clientId: string
let secret: string
beforeAll(async () => {
  clientId = tenant.credentials.demo.client_id
  secret = tenant.credentials.demo.client_secret
})

describe('client secrets', () => {
  it('ends a secret at its retirement date, and keeps the other', async () => {
    const old = 'an old secret of at least 32 characters'
    await editClient(tenant.ports, clientId, {
      secrets: [
        { digest: digestSecret(secret) },
        { digest: digestSecret(old), retiresAt: Date.now() + 60_000 },
      ],
    })
    expect((await demoExchange(tenant, { client_secret: old })).status).toBe(200)
    await editClient(tenant.ports, clientId, {
      secrets: [
        { digest: digestSecret(secret) },
        { digest: digestSecret(old), retiresAt: Date.now() - 1 },
      ],
    })
    expect((await demoExchange(tenant, { client_secret: old })).status).toBe(401)
    expect((await demoExchange(tenant)).status).toBe(200)
  })

  it('refuses credentials in the URL', async () => {
    const response = await fetch(`${tenant.url}oauth/token?client_secret=x`, { method: 'POST' })
    expect(response.status).toBe(400)
  })

  it('never reach the log', async () => {
    await useScript(tenant.ports, 'module.exports = (c, s, a, ctx, cb) => cb(null, { scope: s })')
    await demoExchange(tenant, {}, { cookie: `session=${secret}` })
    await demoExchange(tenant, { client_secret: `${secret}x` })
    await tenant.ports.log.flush()
    const events = await tenant.ports.log.list({ take: 1000 })
    expect(events.length).toBeGreaterThan(4)
    expect(JSON.stringify(events)).not.toContain(secret)
    expect(JSON.stringify(events)).not.toContain('eyJ')
  })
})
