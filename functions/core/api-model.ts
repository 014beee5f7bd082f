import type { JsonObject } from './json.ts'

/** The shape of an API's access tokens. */
export type TokenDialect =
  | 'access_token'
  | 'access_token_authz'
  | 'rfc9068_profile'
  | 'rfc9068_profile_authz'

/** An API (resource server) as the token path reads it. */
export interface Api {
  /** 24 hexadecimal digits. */
  id: string
  identifier: string
  signingAlg: 'RS256' | 'HS256' | 'PS256'
  tokenLifetimeSeconds: number
  tokenDialect: TokenDialect
  isSystem: boolean
}

/** What an application may ask of an API. */
export interface Grant {
  id: string
  scope: string[]
}

/** All that callers see of an API but its id. The token path's record follows from it. */
export interface ApiProfile {
  /** 24 hexadecimal digits. */
  id: string
  /** In the names of the wire, unknown ones included. */
  properties: JsonObject
}

/** All that callers see of a grant; listed under its own id. */
export interface GrantProfile {
  id: string
  clientId: string
  /** The API's identifier. */
  audience: string
  /** Whether the API is the Management API. */
  isSystem: boolean
  /** In the names of the wire, without id, client and audience. */
  properties: JsonObject
}
