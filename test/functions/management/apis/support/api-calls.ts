import { expect } from 'vitest'
import type { JsonObject } from '../../../../../functions/core/json.ts'
import { giveGrant } from '../../../../support/edit-tenant.ts'
import type { ManagedTenant } from '../../../../support/use-tenant.ts'

export const RS = '/resource-servers'

/** The path of an API by its identifier. */
export function at(identifier: string): string {
  return `${RS}/${encodeURIComponent(identifier)}`
}

let count = 0

/** A new API with an identifier of its own, of which the demo application has a grant. */
export async function createApi(tenant: ManagedTenant, given: JsonObject = {}) {
  const identifier = `https://api-${++count}.example.com/`
  const { status, body } = await tenant.api.post(RS, { identifier, ...given })
  expect(status).toBe(201)
  await giveGrant(tenant.ports, tenant.credentials.demo.client_id, body.identifier, ['read'])
  return body
}
