import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'
import type { IgnoredClaim } from './log-event.ts'
import { parseScope, uniqueScopes } from './scope.ts'

/** What a hook's result means for the token. */
export interface HookClaims {
  /** Replaces the granted scopes; empty when the result has none. */
  scope: string[]
  /** In the hook's order. */
  claims: JsonObject
  ignored: IgnoredClaim[]
}

/** Of the original's own: their names and subdomains are no namespaces. */
export const FORBIDDEN_HOSTS = ['auth0.com', 'webtask.io', 'webtask.run']

/** Names that no hook may set, besides those that begin with `sip_`. */
export const RESERVED_NAMES = new Set(
  (
    '__proto__ acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id ' +
    'cnf cty dest email entitlements events exp groups gty htm htu iat internalService iss jcard jku ' +
    'jti jwe jwk kid may_act mky nbf nonce object_id org_id org_name orig origid permissions roles rph ' +
    's_hash scope sid sub sub_jwk toe txn typ uuid vot vtm x5t#S256'
  ).split(' '),
)

/**
 * The scope replacement and the claim rule, as the original had them: `scope` replaces the granted
 * scopes, other properties become claims when their name is an http(s) URL outside the original's
 * own domains, or, with `privateClaims`, a name that no standard uses. What is ignored says why.
 */
export function readHookClaims(result: JsonValue | undefined, privateClaims: boolean): HookClaims {
  if (!isJsonObject(result)) return { scope: [], claims: {}, ignored: [] }
  const ignored: IgnoredClaim[] = []
  const claims: [string, JsonValue | undefined][] = []
  for (const [name, value] of Object.entries(result)) {
    if (name === 'scope') continue
    const reason = whyIgnored(name, privateClaims)
    if (reason === undefined) claims.push([name, value])
    else ignored.push({ name, reason })
  }
  return {
    scope: readScope(result.scope, ignored),
    claims: Object.fromEntries(claims),
    ignored,
  }
}

/**
 * What the author of a script should know of the claims that it sets without a namespace: a line for
 * each that no token will carry.
 */
export function warnOfBareClaims(names: readonly string[], privateClaims: boolean): string[] {
  return names.flatMap((name) => {
    if (whyIgnored(name, privateClaims) === undefined) return []
    const reserved = whyIgnored(name, true)
    const advice = `use a name like https://example.com/${name}`
    return reserved === undefined
      ? `No token will carry the claim '${name}', which has no namespace: ${advice}, or set private_claims in the tenant settings.`
      : `No token will carry the claim '${name}', as ${reserved}: ${advice}.`
  })
}

/** Whether a claim's name is an http(s) URL. */
export function hasNamespace(name: string): boolean {
  return /^https?:\/\//i.test(name)
}

function readScope(scope: JsonValue | undefined, ignored: IgnoredClaim[]): string[] {
  if (scope === undefined || scope === null) return []
  if (typeof scope === 'string') return parseScope(scope)
  if (!Array.isArray(scope)) {
    ignored.push({ name: 'scope', reason: 'must be an array of strings' })
    return []
  }
  const strings = scope.filter((value) => typeof value === 'string')
  if (strings.length < scope.length) {
    ignored.push({ name: 'scope', reason: 'values that are not strings were dropped' })
  }
  return uniqueScopes(strings.flatMap((value) => value.split(' ')))
}

function whyIgnored(name: string, privateClaims: boolean): string | undefined {
  if (hasNamespace(name)) return rememberedNamespace(name)
  if (!privateClaims) {
    return 'the name has no namespace: use an http(s) URL, or set private_claims in the tenant settings'
  }
  if (RESERVED_NAMES.has(name) || name.startsWith('sip_')) {
    return 'the name is reserved for a standard claim'
  }
  return undefined
}

function whyNamespaceRefused(name: string): string | undefined {
  const url = URL.parse(name)
  if (url === null) return 'the namespace is not a valid URL'
  const host = url.hostname
  const forbidden = FORBIDDEN_HOSTS.find((domain) => host === domain || host.endsWith(`.${domain}`))
  return forbidden && `the namespace ${forbidden} is reserved`
}

const MAX_REMEMBERED = 1000
const namespaces = new Map<string, string | undefined>()

/** Hooks set the same few names in every token, and to parse a URL costs more than all the rest. */
function rememberedNamespace(name: string): string | undefined {
  if (namespaces.has(name)) return namespaces.get(name)
  const reason = whyNamespaceRefused(name)
  if (namespaces.size >= MAX_REMEMBERED) namespaces.clear()
  namespaces.set(name, reason)
  return reason
}
