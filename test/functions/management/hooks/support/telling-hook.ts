import { afterEach, beforeEach, expect } from 'vitest'
import type { Hook } from '../../../../../functions/core/hook-model.ts'
import { hookKey } from '../../../../../functions/core/record-keys.ts'
import { decodeToken, demoExchange } from '../../../../support/token-client.ts'
import type { ManagedTenant } from '../../../../support/use-tenant.ts'

const SCRIPT = `module.exports = function (client, scope, audience, context, cb) {
  console.log('secrets', context.webtask.secrets)
  cb(null, { scope, 'https://foo.com/secrets': context.webtask.secrets })
}`

type TellingHook = Awaited<ReturnType<typeof createTellingHook>>

/** An enabled hook that tells the secrets it knows, in tokens and on its console. */
async function createTellingHook(tenant: ManagedTenant) {
  const given = { name: 'h', script: SCRIPT, triggerId: 'credentials-exchange', enabled: true }
  const { status, body } = await tenant.api.post('/hooks', given)
  expect(status).toBe(201)
  const id: string = body.id
  return {
    id,
    /** Of its secrets. */
    path: `/hooks/${id}/secrets`,
    /** The secrets as the hook sees them in a new exchange. */
    async seen(): Promise<unknown> {
      return decodeToken(await demoExchange(tenant)).payload['https://foo.com/secrets']
    },
    async stored(): Promise<Hook | undefined> {
      const [stored] = await tenant.ports.store.read([hookKey(id)])
      return stored?.value
    },
  }
}

/** One for each test. */
export function useTellingHook(tenant: ManagedTenant): TellingHook {
  const hook = {} as TellingHook
  beforeEach(async () => {
    Object.assign(hook, await createTellingHook(tenant))
  })
  afterEach(async () => {
    await tenant.api.delete(`/hooks/${hook.id}`)
  })
  return hook
}
