/** What of a token the server itself sets, in every dialect. */
const OWN_CLAIMS = new Set([
  'iss',
  'sub',
  'aud',
  'iat',
  'exp',
  'gty',
  'azp',
  'client_id',
  'jti',
  'scope',
  'permissions',
])

/** How a token differs from one that no hook has changed. */
export interface HookChanges {
  claims: string[]
  addedScopes: string[]
  removedScopes: string[]
}

/** `granted`: what the request would have got without a hook. */
export function hookChanges(
  payload: Readonly<Record<string, unknown>>,
  granted: readonly string[],
): HookChanges {
  const final = typeof payload.scope === 'string' ? payload.scope.split(' ') : []
  return {
    claims: Object.keys(payload).filter((name) => !OWN_CLAIMS.has(name)),
    addedScopes: final.filter((scope) => !granted.includes(scope)),
    removedScopes: granted.filter((scope) => !final.includes(scope)),
  }
}
