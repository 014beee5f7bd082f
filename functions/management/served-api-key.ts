import type { HttpRequest } from '../core/http.ts'
import type { Tenant } from '../core/model.ts'
import type { ApiKey } from '../core/record-keys.ts'
import { apiKeyOf } from '../core/system-api.ts'
import type { Caller } from './authenticate-caller.ts'

/** What tells which hosts are served. */
export interface Served {
  caller: Pick<Caller, 'tenant'>
  http: HttpRequest
}

/** Where the API with this identifier lies; the host that the call came to is served as well. */
export function servedApiKey(identifier: string, { caller, http }: Served): ApiKey {
  const hosts = servedHosts(caller.tenant)
  return apiKeyOf(identifier, (host) => host === http.headers.host || hosts.includes(host))
}

function servedHosts({ issuer, hosts }: Tenant): string[] {
  return [new URL(issuer).host, ...hosts]
}
