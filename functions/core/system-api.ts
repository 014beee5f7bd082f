import { type ApiKey, SYSTEM_API } from './record-keys.ts'
import type { Tenant } from './tenant-model.ts'

/** The Management API's audience under an issuer. */
export function systemApiIdentifier(issuer: string): string {
  return `${issuer}api/v2/`
}

/** Whether a host serves the tenant: the one a request came to does, or it could not have come. */
export function isServedHost(
  host: string,
  requested: string | undefined,
  tenant: Pick<Tenant, 'issuer' | 'hosts'> | undefined,
): boolean {
  if (host === requested) return true
  return tenant !== undefined && [new URL(tenant.issuer).host, ...tenant.hosts].includes(host)
}

/**
 * Where the API behind an audience is kept: `https://{host}/api/v2/` (or `http:`) of every host
 * that the tenant serves names the Management API; everything else names itself.
 */
export function apiKeyOf(audience: string, isServed: (host: string) => boolean): ApiKey {
  const host = /^https?:\/\/([^/]+)\/api\/v2\/$/.exec(audience)?.[1]
  return host !== undefined && isServed(host) ? SYSTEM_API : audience
}
