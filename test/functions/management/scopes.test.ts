import { beforeAll, expect, it } from 'vitest'
import { MANAGEMENT_SCOPES } from '../../../functions/core/management-scopes.ts'
import { SYSTEM_API } from '../../../functions/core/record-keys.ts'
import { giveGrant } from '../../support/edit-tenant.ts'
import { type ManagementClient, managementClient } from '../../support/management-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const tenant = useTenant()
let admin: ManagementClient
beforeAll(async () => {
  admin = await managementClient(tenant)
})

/** A call of who has these scopes alone. */
async function callWith(
  scopes: string[],
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
) {
  const { body } = await admin.post('/clients', { name: 'narrow', app_type: 'non_interactive' })
  await giveGrant(tenant.ports, body.client_id, SYSTEM_API, scopes)
  const caller = await managementClient(tenant, body)
  return method === 'get' || method === 'delete' ? caller[method](path) : caller[method](path, {})
}

it.each([
  ['get', '/resource-servers', 'read:resource_servers'],
  ['get', '/resource-servers/x', 'read:resource_servers'],
  ['post', '/resource-servers', 'create:resource_servers'],
  ['patch', '/resource-servers/x', 'update:resource_servers'],
  ['delete', '/resource-servers/x', 'delete:resource_servers'],
  ['get', '/client-grants', 'read:client_grants'],
  ['get', '/client-grants/x', 'read:client_grants'],
  ['post', '/client-grants', 'create:client_grants'],
  ['patch', '/client-grants/x', 'update:client_grants'],
  ['delete', '/client-grants/x', 'delete:client_grants'],
  ['get', '/hooks/x/secrets', 'read:hooks'],
  ['post', '/hooks/x/secrets', 'update:hooks'],
  ['patch', '/hooks/x/secrets', 'update:hooks'],
  ['delete', '/hooks/x/secrets', 'delete:hooks'],
  ['get', '/hooks/x/versions', 'read:hooks'],
  ['get', '/hooks/x/versions/1', 'read:hooks'],
  ['post', '/hooks/x/versions/1/deploy', 'update:hooks'],
  ['post', '/hooks/x/versions/1/rebuild', 'update:hooks'],
  ['post', '/hooks/test', 'update:hooks'],
  ['post', '/hooks/x/test', 'update:hooks'],
] as const)('%s %s needs %s, and nothing else will do', async (method, path, scope) => {
  const others = MANAGEMENT_SCOPES.map(({ value }) => value).filter((value) => value !== scope)
  expect(await callWith(others, method, path)).toMatchObject({
    status: 403,
    body: {
      statusCode: 403,
      error: 'Forbidden',
      message: `Insufficient scope, expected any of: ${scope}`,
      errorCode: 'insufficient_scope',
    },
  })
  expect((await callWith([scope], method, path)).status).not.toBe(403)
})
