import { expect } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../functions/core/management-scopes.ts'
import { SYSTEM_API } from '../../functions/core/record-keys.ts'
import { giveGrant } from './edit-tenant.ts'
import { managementClient } from './management-client.ts'
import type { ServedTenant } from './serve-tenant.ts'

/** Expects that a call is refused to who has every scope but this one, and not to who has it alone. */
export async function expectScope(
  tenant: ServedTenant,
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  scope: string,
): Promise<void> {
  const admin = await managementClient(tenant)
  const call = async (scopes: string[]) => {
    const { body } = await admin.post('/clients', { name: 'narrow', app_type: 'non_interactive' })
    await giveGrant(tenant.ports, body.client_id, SYSTEM_API, scopes)
    const caller = await managementClient(tenant, body)
    return method === 'get' || method === 'delete' ? caller[method](path) : caller[method](path, {})
  }
  const others = MANAGEMENT_SCOPES.map(({ value }) => value).filter((value) => value !== scope)
  expect(await call(others)).toMatchObject({
    status: 403,
    body: {
      statusCode: 403,
      error: 'Forbidden',
      message: `Insufficient scope, expected any of: ${scope}`,
      errorCode: 'insufficient_scope',
    },
  })
  expect((await call([scope])).status).not.toBe(403)
}
