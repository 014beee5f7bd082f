import { type Endpoint, jsonResponse } from '../core/http.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { tenantKey } from '../core/record-keys.ts'
import { openapiDocument } from './openapi-document.ts'
import type { Operation } from './operation.ts'

export const OPENAPI_PATH = '/api/v2/openapi.json'

/** The description of the operations, for everyone: it says nothing of the tenant but its issuer. */
export function createOpenapiEndpoint(
  { store }: { store: TenantStore },
  operations: readonly Operation[],
): Endpoint {
  return async () => {
    const [tenant] = await store.read([tenantKey])
    if (tenant === undefined) return jsonResponse(503, {}, { 'retry-after': '1' })
    return jsonResponse(200, openapiDocument(operations, tenant.value.issuer), {
      'cache-control': 'public, max-age=300',
    })
  }
}
