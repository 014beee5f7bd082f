import { expect, it } from 'vitest'
import { demoExchange } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const tenant = useTenant()

it.each(['an existing client', 'a client that does not exist'])(
  'pauses %s after twenty failures from one address, whatever secret comes then',
  async (which) => {
    const client_id =
      which === 'an existing client' ? tenant.credentials.demo.client_id : 'nobody-at-all'
    for (let attempt = 1; attempt <= 20; attempt++) {
      expect((await demoExchange(tenant, { client_id, client_secret: 'wrong' })).status).toBe(401)
    }
    const paused = await demoExchange(tenant, { client_id })
    expect(paused.status).toBe(429)
    expect(Number(paused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(paused.body).toEqual({
      error: 'temporarily_unavailable',
      error_description: 'Too many failed attempts. Try again later.',
    })
  },
)

it('leaves other clients alone', async () => {
  const { admin } = tenant.credentials
  const answer = await demoExchange(tenant, { ...admin, audience: `${tenant.url}api/v2/` })
  expect(answer.status).toBe(200)
})
