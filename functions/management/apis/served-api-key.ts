import type { HttpRequest } from '../../core/http.ts'
import type { ApiKey } from '../../core/record-keys.ts'
import { apiKeyOf, isServedHost } from '../../core/system-api.ts'
import type { Caller } from '../authenticate-caller.ts'

/** What tells which hosts are served. */
export interface Served {
  caller: Pick<Caller, 'tenant'>
  http: HttpRequest
}

/** Where the API with this identifier lies; the host that the call came to is served as well. */
export function servedApiKey(identifier: string, { caller, http }: Served): ApiKey {
  return apiKeyOf(identifier, (host) => isServedHost(host, http.headers.host, caller.tenant))
}
