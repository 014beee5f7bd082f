import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Grant } from '../core/api-model.ts'
import type { HttpRequest } from '../core/http.ts'
import { CLIENT_ID } from '../core/identifiers.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { ManagementError } from '../core/management-error.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import { clientKey, grantKey, SYSTEM_API, tenantKey } from '../core/record-keys.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS, publishedSigningKeys } from '../core/signing-keys.ts'
import { systemApiIdentifier } from '../core/system-api.ts'
import type { SigningKey, Tenant } from '../core/tenant-model.ts'

/** Who calls, proven by a token of this tenant for the Management API. */
export interface Caller {
  clientId: string
  clientName: string
  /** What both the token and the client's grant, as it is now, allow. */
  scopes: ReadonlySet<string>
  tenant: Tenant
  /** When a browser signed in, if this is one: in milliseconds since the epoch. */
  signedInAt?: number
}

/** RFC 7515 3.1 */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Throws a 401 for anything but a valid token whose client and grant still exist. */
export async function authenticateCaller(
  { store, clock }: { store: TenantStore; clock: Clock },
  http: HttpRequest,
): Promise<Caller> {
  const token = /^Bearer +(.+)$/i.exec(http.headers.authorization ?? '')?.[1]
  if (token === undefined) throw ManagementError.missingToken()
  if (!COMPACT_JWS.test(token)) throw ManagementError.invalidToken()
  const claims = decode(token.split('.')[1])
  const clientId = claims.azp ?? claims.client_id
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId))
    throw ManagementError.invalidToken()
  const { tenant, client, grant } = await loadCaller(store, clientId)
  verifyToken(token, claims, tenant, clock.now())
  if (client === undefined || grant === undefined) throw ManagementError.invalidToken()
  const claimed = typeof claims.scope === 'string' ? claims.scope.split(' ') : []
  return {
    clientId,
    clientName: client.name,
    scopes: grantedOf(grant, claimed),
    tenant,
    ...(typeof claims.auth_time === 'number' && { signedInAt: claims.auth_time * 1000 }),
  }
}

/** A client with its grant for the Management API, as they are now. Throws a 503 without a tenant. */
export async function loadCaller(store: TenantStore, clientId: string) {
  const [tenant, client, grant] = await store.read([
    tenantKey,
    clientKey(clientId),
    grantKey(clientId, SYSTEM_API),
  ])
  if (tenant === undefined) throw ManagementError.unavailable()
  return { tenant: tenant.value, client: client?.value, grant: grant?.value }
}

/** Those of the scopes that the grant still allows. */
export function grantedOf(grant: Grant, scopes: readonly string[]): Set<string> {
  const granted = new Set(grant.scope)
  return new Set(scopes.filter((scope) => granted.has(scope)))
}

/** RFC 7519 7.2 with the tenant's own published keys; `now` in milliseconds since the epoch. */
function verifyToken(token: string, claims: JsonObject, tenant: Tenant, now: number): void {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { alg, kid } = decode(header)
  const keys = publishedSigningKeys(tenant.signingKeys, now, LONGEST_TOKEN_LIFETIME_SECONDS)
  const key = keys.find((candidate) => candidate.kid === kid)
  const isRight =
    alg === 'RS256' &&
    key !== undefined &&
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      publicKey(key),
      Buffer.from(signature, 'base64url'),
    ) &&
    claims.iss === tenant.issuer &&
    claims.aud === systemApiIdentifier(tenant.issuer) &&
    typeof claims.exp === 'number' &&
    now < claims.exp * 1000
  if (!isRight) throw ManagementError.invalidToken()
}

const publicKeys = new Map<string, KeyObject>()

function publicKey({ kid, n, e }: SigningKey): KeyObject {
  const known = publicKeys.get(kid)
  if (known !== undefined) return known
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  publicKeys.set(kid, key)
  return key
}

function decode(part = ''): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (isJsonObject(value)) return value
  } catch {
    // Falls through: what is not JSON is no token.
  }
  throw ManagementError.invalidToken()
}
