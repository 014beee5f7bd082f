/** How an API's tokens are worded. */
export interface Dialect {
  id: 'access_token' | 'access_token_authz' | 'rfc9068_profile' | 'rfc9068_profile_authz'
  title: string
  hint: string
}

export const DIALECTS: readonly Dialect[] = [
  {
    id: 'access_token',
    title: 'As before (access_token)',
    hint: 'typ is JWT; the application stands in azp, the grant type in gty.',
  },
  {
    id: 'access_token_authz',
    title: 'As before, with permissions (access_token_authz)',
    hint: 'The final scopes stand also in permissions, as an array.',
  },
  {
    id: 'rfc9068_profile',
    title: 'RFC 9068 (rfc9068_profile)',
    hint: 'typ is at+jwt; client_id and jti take the place of azp and gty.',
  },
  {
    id: 'rfc9068_profile_authz',
    title: 'RFC 9068 with permissions (rfc9068_profile_authz)',
    hint: 'As RFC 9068, and the final scopes stand also in permissions, as an array.',
  },
]

/** The dialect of an API, which need not name one. */
export function dialectOf(name = 'access_token'): Dialect | undefined {
  return DIALECTS.find(({ id }) => id === name)
}
