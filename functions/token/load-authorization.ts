import type { Api, Grant } from '../core/api-model.ts'
import type { Client } from '../core/client-model.ts'
import { MAX_API_IDENTIFIER_BYTES } from '../core/identifiers.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import { type ApiKey, apiRecordKey, clientKey, grantKey, tenantKey } from '../core/record-keys.ts'
import { apiKeyOf, isServedHost } from '../core/system-api.ts'
import type { ErrorDialect, Tenant } from '../core/tenant-model.ts'
import type { TokenRequest } from './parse-token-request.ts'

/** Everything that decides about one exchange; what does not exist is absent. */
export interface Authorization {
  tenant: Tenant
  client: Client | undefined
  /** As the client named it, or the tenant's default. */
  audience: string | undefined
  api: Api | undefined
  grant: Grant | undefined
}

export interface AuthorizationLoader {
  load(request: TokenRequest): Promise<Authorization>
  readTenant(): Promise<Tenant>
  /** The dialect to refuse in: the exchange's own, else the last known; the default when none is. */
  errorDialect(authorization: Authorization | undefined): Promise<ErrorDialect>
}

/**
 * Reads all records of an exchange at once. Which API is meant can depend on the tenant (its
 * default audience, its hosts): the tenant as last read is the guess, checked against the record
 * just read; a wrong guess costs one more read.
 */
export function createAuthorizationLoader(store: TenantReader): AuthorizationLoader {
  let lastTenant: Tenant | undefined

  async function read(request: TokenRequest, audience: string | undefined) {
    const apiKey = audience === undefined ? undefined : keyOf(audience, request, lastTenant)
    const always = [tenantKey, clientKey(request.clientId)] as const
    const [tenant, client, api, grant] =
      apiKey === undefined
        ? [...(await store.read(always)), undefined, undefined]
        : await store.read([...always, apiRecordKey(apiKey), grantKey(request.clientId, apiKey)])
    lastTenant = found(tenant?.value)
    return {
      apiKey,
      tenant: lastTenant,
      client: client?.value,
      audience,
      api: api?.value,
      grant: grant?.value,
    }
  }

  async function readTenant() {
    const [tenant] = await store.read([tenantKey])
    lastTenant = found(tenant?.value)
    return lastTenant
  }

  return {
    async load(request) {
      const guess = await read(request, request.audience ?? lastTenant?.defaultAudience)
      const audience = request.audience ?? guess.tenant.defaultAudience
      const apiKey = audience === undefined ? undefined : keyOf(audience, request, guess.tenant)
      return apiKey === guess.apiKey ? guess : read(request, audience)
    },
    readTenant,
    async errorDialect(authorization) {
      const known = authorization?.tenant ?? lastTenant
      const tenant = known ?? (await readTenant().catch(() => undefined))
      return tenant?.oauthErrors ?? 'auth0'
    },
  }
}

const CONTROL_CHARACTER = /\p{Cc}/u

/** Undefined for what cannot be an identifier, so that no store is asked for it. */
function keyOf(audience: string, request: TokenRequest, tenant: Tenant | undefined) {
  if (Buffer.byteLength(audience) > MAX_API_IDENTIFIER_BYTES) return undefined
  if (CONTROL_CHARACTER.test(audience)) return undefined
  const requested = request.http.headers.host
  return apiKeyOf(audience, (host) => isServedHost(host, requested, tenant)) satisfies ApiKey
}

function found(tenant: Tenant | undefined): Tenant {
  if (tenant === undefined) throw OAuthError.unavailable('The tenant is not set up yet')
  return tenant
}
